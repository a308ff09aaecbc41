"""What may be said of the 3D view and the program's models: (English, Chinese), `{}` for what differs."""

# ruff: noqa: E501 (two languages side by side read better on one line)

OF_STAGE: tuple[tuple[str, str], ...] = (
    ("There is no 3D view: {}", "没有三维画面：{}"),
    ("none is wanted.", "已设置为不使用。"),
    (
        "no renderer works on this computer (tried: {}); bring its graphics driver up to date (OpenGL 2.1).",
        "这台电脑上没有可用的渲染器（已尝试：{}）；请更新显卡驱动（需支持 OpenGL 2.1）。",
    ),
    ("{} is missing; install the program again.", "缺少文件 {}；请重新安装本程序。"),
    ("{} is missing (and {} more); install the program again.", "缺少文件 {}（另有 {} 个）；请重新安装本程序。"),
    ("{} is damaged or was changed; install the program again.", "文件 {} 已损坏或被改动；请重新安装本程序。"),
    (
        "{} is damaged or was changed (and {} more); install the program again.",
        "文件 {} 已损坏或被改动（另有 {} 个）；请重新安装本程序。",
    ),
    ("{} cannot be read ({}); install the program again.", "文件 {} 无法读取（{}）；请重新安装本程序。"),
    ("{} is missing from {}; install the program again.", "{1} 中缺少文件 {0}；请重新安装本程序。"),
    ("{} is damaged ({}); install the program again.", "文件 {} 已损坏（{}）；请重新安装本程序。"),
    (
        "Install the program again, or restore the folder assets from the source.",
        "请重新安装本程序，或从源代码恢复 assets 文件夹。",
    ),
    ("The model {} is damaged. {}", "模型 {} 已损坏。{}"),
    ("The garment {} is damaged. {}", "衣物模型 {} 已损坏。{}"),
    ("The model {} cannot be read ({}). {}", "模型 {} 无法读取（{}）。{}"),
    ("The model {} cannot be read ({}).", "模型 {} 无法读取（{}）。"),
    ("The model {} {}.", "模型 {} {}。"),
    ("There is no renderer called {}; there are {}.", "没有名为 {} 的渲染器；可用的有：{}。"),
    ("The renderer {} is not part of this installation.", "本次安装不包含渲染器 {}。"),
    ("The renderer {} does not open on this computer.", "渲染器 {} 无法在这台电脑上启动。"),
    ("The renderer {} gives no picture of {} x {} pixels.", "渲染器 {} 无法生成 {} × {} 像素的画面。"),
    ("There is no renderer {}; choose {} or {}.", "没有渲染器 {}；请选择 {} 或 {}。"),
    (
        "There is no renderer {} (from the variable {}); choose {} or {}.",
        "没有渲染器 {}（来自变量 {}）；请选择 {} 或 {}。",
    ),
    (
        "The 3D view has stopped because its renderer was lost; the session goes on, restart the program to see it again.",
        "渲染器中断，三维画面已停止；练习继续进行，重新启动程序后可恢复画面。",
    ),
)

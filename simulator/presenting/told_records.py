"""What may be said of a record, and of a scene that cannot be opened: (English, Chinese)."""

OF_RECORDS: tuple[tuple[str, str], ...] = (
    ("The scene {} cannot be used: {}", "场景 {} 无法使用：{}"),
    ("{} ... and {} more; see: manikin check {}", "{} …… 另有 {} 处，详见 manikin check {}"),
    ("The scene {} is not on this computer.", "这台电脑上没有场景 {}。"),
    (
        "What is recorded does not fit the scene {} as it is now, version {} ({}).",
        "记录内容与场景 {} 的当前版本 {} 不符（{}）。",
    ),
    ("There is no scene {}; there are: {}.", "没有场景 {}；现有：{}。"),
    (
        "{}: the session cannot be recorded ({}); free some space or choose another folder.",
        "{}：练习无法记录（{}）；请腾出空间或另选文件夹。",
    ),
    ("{}: another program is recording this session.", "{}：另一个程序正在记录此次练习。"),
    ("{}: this session is over and sealed; nothing can be added to it.", "{}：此次练习已结束并封存，不能再添加。"),
    ("{}: the record is closed; start a new session.", "{}：记录已关闭；请开始新的练习。"),
    ("{}: this is not a journal of a session (it has no head).", "{}：这不是练习记录（没有开头）。"),
    (
        "{}: format {} is unknown; this program reads formats up to {}.",
        "{}：未知格式 {}；本程序可读取的格式最高为 {}。",
    ),
    ("{}: the head lacks {}.", "{}：开头缺少 {}。"),
    ("{}: {} of the head is {}, which no program of ours writes.", "{}：开头的 {} 为 {}，并非本程序所写。"),
    ("{}: the seal holds something that does not belong there.", "{}：封印中有不应有的内容。"),
    ("{}: the seal does not fit the record.", "{}：封印与记录不符。"),
    ("{}: this is not a file, so it is no journal.", "{}：这不是文件，因此不是记录。"),
    ("{}: the journal cannot be read: {}.", "{}：记录无法读取：{}。"),
    ("{}: something was added behind the seal.", "{}：封印之后又有添加的内容。"),
    ("{}: this line is damaged.", "{}：此行已损坏。"),
    ("{}: a line is missing, added or out of order here.", "{}：此处缺少、多出或错排了一行。"),
    ("{}: this line was altered.", "{}：此行被改动过。"),
    ("{}: this line cannot be understood ({}).", "{}：此行无法理解（{}）。"),
    ("{}: the handlings of this record cannot be understood: {}.", "{}：此记录中的手法数据无法理解：{}。"),
    (
        "{}: the key of this installation cannot be read or made ({}), so the record is kept without a seal; "
        "give write access to this folder, or name another in MANIKIN_HOME.",
        "{}：本机密钥无法读取或生成（{}），记录将不带封印保存；请给予此文件夹写权限，或用 MANIKIN_HOME 另行指定。",
    ),
    (
        "{}: the key of this installation is damaged, so the record is kept without a seal; "
        "remove the file and a new key is made.",
        "{}：本机密钥已损坏，记录将不带封印保存；请删除该文件，程序会生成新密钥。",
    ),
    (
        "{}: this is not an Ed25519 key; remove it and a new one is made.",
        "{}：这不是 Ed25519 密钥；请删除，程序会生成新密钥。",
    ),
)

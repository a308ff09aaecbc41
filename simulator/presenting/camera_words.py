"""The texts of augmented reality: (English, Chinese)."""

from enum import Enum, unique


@unique
class CameraWord(Enum):
    """A fixed text about the camera; `{name}` stands for a value."""

    AR = ("AR", "AR")
    TITLE = ("Augmented reality", "增强现实")
    SAYS = (
        "The patient lies on your own table, where the printed board lies.",
        "患者躺在你自己的桌面上，位置由打印的定位板决定。",
    )
    SOURCE = ("Camera, video or folder", "摄像头、视频或文件夹")
    SOURCE_EXAMPLE = ("e.g. 0, or a path", "例如 0，或文件路径")
    BROWSE = ("File…", "文件…")
    CHOOSE = ("Choose a video or a picture", "选择视频或图片")
    SIZE = ("Resolution", "分辨率")
    SCALE = ("Scale", "比例")
    PAPER = ("Board", "定位板")
    MIRROR = ("Mirror the picture", "镜像显示")
    LENS = ("Lens", "镜头")
    GUESS = ("a guess: places may be wrong by some centimetres", "为估计值，位置可能相差数厘米")
    GOOD = ("calibrated, good ({error} px)", "已校准，良好（{error} 像素）")
    USABLE = ("calibrated, usable ({error} px)", "已校准，可用（{error} 像素）")
    POOR = ("calibrated, poor ({error} px): do it again", "已校准，较差（{error} 像素），请重做")
    CALIBRATE = ("Calibrate", "校准")
    START = ("Turn on", "开启")
    STOP = ("Turn off", "关闭")
    CLOSE = ("Close", "关闭面板")
    NO_SOURCE = ("Choose a camera, a video or a folder first.", "请先选择摄像头、视频或文件夹。")

    # calibration
    SURVEY = ("Calibrate the camera", "校准摄像头")
    SURVEY_SAYS = (
        "Show the printed board in every marked part of the picture: near and far, and turned to each side.",
        "将定位板移到画面中每个标出的区域，远近各异，并向各方向倾斜。",
    )
    VIEWS = ("{count} of {enough} views", "已有 {count}/{enough} 个视角")
    PARTS_LEFT = ("{count} parts of the picture are missing", "还缺画面中的 {count} 个区域")
    PARTS_DONE = ("every part of the picture was seen", "画面各区域均已覆盖")
    WORKING = ("Working it out…", "正在计算…")
    TAKE = ("Finish now", "现在完成")
    CANCEL = ("Cancel", "取消")
    KEPT = (
        "Calibrated: {quality}, {error} pixels. It is kept for this camera.",
        "已校准：{quality}，{error} 像素。已为该摄像头保存。",
    )
    FEW = (
        "{count} different views of the board are not enough: show it {fewest} times or more.",
        "只有 {count} 个不同视角，至少需要 {fewest} 个。",
    )
    CHANGED = (
        "The pictures changed their size on the way: calibrate again with one resolution.",
        "画面尺寸中途改变，请用同一分辨率重新校准。",
    )
    NOT_WRITTEN = ("The calibration cannot be written to {file}.", "校准结果无法写入 {file}。")
    WORD_GOOD = ("good", "良好")
    WORD_USABLE = ("usable", "可用")
    WORD_POOR = ("poor, better do it again", "较差，建议重做")

    # on the stage
    WAITING = ("Waiting for the camera…", "正在等待摄像头…")
    LAY = ("Lay the printed board in view of the camera.", "请将打印的定位板放入摄像头视野。")
    LOST = ("The board is not seen: the patient stays where he was.", "看不到定位板：患者保持原位。")
    ENDED = ("The video has ended; its last picture stays.", "视频已结束，保留最后一帧画面。")
    HIDDEN = (
        "The head cube is out of sight: hold it so that the camera sees it.",
        "看不到头部方块：请让摄像头能看到它。",
    )
    STOPPED = (
        "The head cube was out of sight, so the movement was stopped. Bring it back, then go on.",
        "看不到头部方块，已停止动作。请将其移回视野后继续。",
    )
    NOTHING = (
        "There is no camera, video or folder named {what} on this computer.",
        "这台电脑上没有名为 {what} 的摄像头、视频或文件夹。",
    )
    BUSY = (
        "The camera {what} cannot be opened: another program may be using it, or it is not allowed.",
        "无法打开摄像头 {what}：可能正被其他程序使用，或未获授权。",
    )
    GONE = ("The camera {what} gives no more pictures: look at its cable.", "摄像头 {what} 已无画面，请检查连接线。")
    UNREADABLE = ("{what} holds no picture or video that can be read.", "{what} 中没有可读取的图片或视频。")
    OTHER_LENS = (
        "The calibration kept for {what} does not fit its pictures: calibrate at this resolution.",
        "为 {what} 保存的校准与画面不符，请在此分辨率下重新校准。",
    )
    OFF = ("{why} Augmented reality is off; the session goes on.", "{why}增强现实已关闭，练习继续进行。")

"""What may be said of the index of sessions, a lab's store, notes, the passphrase and exports: (English, Chinese)."""

OF_STORE: tuple[tuple[str, str], ...] = (
    ("{}: the store does not answer; it is tried again later.", "{}：服务器没有应答，稍后会再试。"),
    (
        "{}: the server refuses this user or password; correct the address of the store.",
        "{}：服务器拒绝此用户或密码；请更正数据库地址。",
    ),
    (
        "{}: the server wants a password; write it into the address of the store.",
        "{}：服务器要求密码；请写入数据库地址。",
    ),
    (
        "{}: the server does not admit this user from this computer; ask who looks after it.",
        "{}：服务器不允许此用户从这台电脑登录；请联系管理员。",
    ),
    (
        "{}: whoever made this store has to open it once with this version of the program.",
        "{}：须由建立此数据库的用户用本版本程序打开一次。",
    ),
    (
        "{}: this user may not write there; ask who looks after the server.",
        "{}：此用户没有写入权限；请联系服务器管理员。",
    ),
    ("{}: there is no such server; correct the address of the store.", "{}：没有这台服务器；请更正数据库地址。"),
    (
        "{}: the server does not know this user; correct the address of the store.",
        "{}：服务器没有此用户；请更正数据库地址。",
    ),
    (
        "{}: the server has no such database; correct the address of the store.",
        "{}：服务器上没有此数据库；请更正数据库地址。",
    ),
    ("{}: another program keeps the index busy; try again.", "{}：另一个程序正占用索引；请重试。"),
    ("{}: the disk is full; free some space.", "{}：磁盘已满；请腾出空间。"),
    ("{}: the disk is full or fails; free some space.", "{}：磁盘已满或有故障；请腾出空间。"),
    ("{}: the index cannot be written here; give write access to it.", "{}：索引无法写入；请给予写权限。"),
    (
        "{}: the index cannot be opened here; check the folder and its rights.",
        "{}：索引无法打开；请检查文件夹及其权限。",
    ),
    ("{}: the index of sessions cannot be kept here ({}).", "{}：练习索引无法保存在此（{}）。"),
    ("{}: the index is damaged; it is made anew from the records.", "{}：索引已损坏；将由记录重新建立。"),
    ("{}: this damaged index cannot be removed ({}).", "{}：损坏的索引无法移除（{}）。"),
    ("{}: the package {} is missing on this computer; install it.", "{}：这台电脑缺少软件包 {}；请安装。"),
    ("{}: the store cannot be used ({}).", "{}：数据库无法使用（{}）。"),
    (
        "{}: this index was made by a newer version of the program; update this computer.",
        "{}：此索引由更新版本的程序建立；请更新这台电脑上的程序。",
    ),
    (
        "{}: this index was made by an older version of the program; `manikin sessions --rebuild --store URL` makes it "
        "anew, and every computer then sends its sessions again.",
        "{}：此索引由旧版本的程序建立；`manikin sessions --rebuild --store URL` 可重新建立，之后各电脑会重新发送练习。",
    ),
    (
        "the address of the store is no URL; write it as postgresql://user:password@host/database.",
        "数据库地址不是有效的 URL；请写成 postgresql://user:password@host/database。",
    ),
    (
        "a store of the kind {} is unknown; use postgresql://... or sqlite:///FILE.",
        "未知的数据库类型 {}；请使用 postgresql://... 或 sqlite:///FILE。",
    ),
    (
        "Sessions of this computer that have not reached the lab's store yet: {}; they are listed, and not counted in "
        "the figures.",
        "这台电脑上有 {} 次练习尚未送达服务器；已列出，但未计入统计。",
    ),
    # notes and ratings
    (
        "{}:{}: this line of the notes and ratings was altered, damaged, or others are missing.",
        "{}:{}：备注与评价的这一行被改动、损坏，或缺少其他行。",
    ),
    ("{}: the notes and ratings cannot be read ({}).", "{}：备注与评价无法读取（{}）。"),
    (
        "{}: the last line is damaged, so nothing can be added; move the file away and a new one is begun.",
        "{}：最后一行已损坏，无法再添加；请移走该文件，程序会新建一个。",
    ),
    (
        "{}: this cannot be written down ({}); free some space or mend the rights.",
        "{}：无法写入（{}）；请腾出空间或修正权限。",
    ),
    ("a note has 1 to {} characters", "备注须为 1 至 {} 个字符"),
    ("a grade lies between 1 and 5, a percent between 0 and 100", "等级为 1 至 5，百分比为 0 至 100"),
    # the passphrase
    ("the passphrase needs at least {} characters.", "口令至少需要 {} 个字符。"),
    ("too many wrong attempts: wait {} s.", "错误次数过多：请等待 {} 秒。"),
    ("{}: this is not the passphrase.", "{}：口令不正确。"),
    (
        "{}: the passphrase cannot be read; whoever owns this file may remove it.",
        "{}：口令无法读取；此文件的所有者可将其删除。",
    ),
    ("{}: the passphrase cannot be kept here ({}).", "{}：口令无法保存在此（{}）。"),
    ("{}: this cannot be written ({}).", "{}：无法写入（{}）。"),
    ("{}: the passphrase cannot be read from here.", "{}：无法从此处读取口令。"),
    # a session that was left
    ("{}: the scene has been changed since, so this session cannot go on.", "{}：场景已被改动，此次练习无法继续。"),
    ("{}: {} ({}), so this session cannot go on.", "{}：{}（{}），此次练习无法继续。"),
    ("this program does not come to what was recorded", "本程序得不出所记录的结果"),
    ("{}: this session cannot go on here ({}).", "{}：此次练习无法在此继续（{}）。"),
    # scoring again, exports
    ("{}: this is a session of {}, not of {}.", "{}：这是 {} 的练习，不是 {} 的。"),
    ("{}: what is recorded does not fit this scene ({}).", "{}：记录内容与此场景不符（{}）。"),
    ("{}:1: the head has no time of the start ({}).", "{}:1：开头没有开始时间（{}）。"),
    ("{}: this session was already read from another file.", "{}：此次练习已从另一个文件读取。"),
    ("without the installation's key there are no pseudonyms: {}", "没有本机密钥就无法生成代号：{}"),
    (
        "{}: this file is there already; choose another name, or overwrite it with --force.",
        "{}：文件已存在；请换一个名称，或用 --force 覆盖。",
    ),
    ("{}: this file cannot be written ({}).", "{}：文件无法写入（{}）。"),
)

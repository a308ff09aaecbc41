"""Makes the four font files of the program from Inter and Noto Sans SC.

    python -m assets.fonts.make INTER NOTO [OUT]

INTER is the unpacked npm package inter-ui 4.1.1, NOTO the unpacked npm package @expo-google-fonts/noto-sans-sc
0.4.3. Needs fonttools and brotli. The results carry names of their own, because they are changed:

- Manikin Sans: Inter, Latin with Greek letters, signs and arrows; figures are tabular from the start, so that
  clocks and scores do not tremble.
- Manikin Sans SC: Noto Sans SC, the 6,763 characters of GB 2312, and rarer ones of the body and of emergency care
  (`CLINICAL`; a test names characters of our texts that are missing) and of given names (`NAMES`): a learner's name
  must stand in a list and in a report on a computer without any other Chinese font; Inter's line height, so that a
  screen keeps its layout when the language is switched.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3CA), *range(0x2010, 0x2027), 0x2032, 0x2033,
    *range(0x2070, 0x208F), 0x20AC, *range(0x2190, 0x219A), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713, 0x2715,
    0x25B6, 0x25CF, 0x25CB, 0x2318, 0x21E7, 0x23CE,
]  # fmt: skip
CLINICAL = (
    "颈髋踝骶髌胫腓骨盆脊椎颅颌喉咽肱桡尺腕踵趾胯腘窝臀肘膝瞳孔腭脾胰膀胱尿肛肋胛锁股髂坐骨髓截瘫呕吐痉挛痹"
    "窒息搏绷绑缚衬垫铲躯搬舁俯仰屈伸翻侧卧抬扶托掌拇指创伤压迫颤晕厥眩颏颞眶颧腮颊睑眦鬓囟腋脐腓跖腱嵴隆痂疱疹瘀癫痫哮喘喉龈颚髁踹腩痰咯谵妄嗜睡昏迷瞳眸喙颌蹲跪趴蜷蹬踮拄杖帕绷橡胶囊袖氧呼吸机阀罩喉镜钳镊绞剪锉苍紫绀疼肿胀麻木刺肢拽捏掐按揉搁撑绊勒"
    "骼咔哒嗒啪嘀嗡砰咚皱褶浸渍挤涂抹拭擦酊碘酒精棉签绒絮纱敷贴膜痿糜溃疡黏瘘窦痔疝囊肿瘤癌疣痣疮痈疖癣蕈菌毒霉虱蚤螨蛔蛲鼻涕唾涎泪汗尿粪"
)
NAMES = (
    "喆堃玥珺祎翀昇晞暐瑀瑄璟璠珮甦峣峯淏淼溦滢潆炜烜焜燊玘玟珅珩珹琤瑭璘甯畯皞祺禛竑筠翙芃芊苡菀葳蔺郗钰钲铖"
    "锜镔雱霈霏靖韬顗飏骁骐骢鸢昉翊妤妍婳嫄彧怿恺忻昀晟楠梓樾沄沅浠湉琰瑾睿祐羿蓁蘅诩谞赟逸邺骅"
)
PUNCTUATION = "，。、；：？！“”‘’（）《》【】—…·～％＋－×÷°′″①②③④⑤⑥⑦⑧⑨→←↑↓✓✕　"
FACES = (
    ("web/Inter-Regular.woff2", "Latin", "Regular", 400),
    ("web/Inter-SemiBold.woff2", "Latin", "SemiBold", 600),
    ("web/Inter-Bold.woff2", "Latin", "Bold", 700),
    ("400Regular/NotoSansSC_400Regular.ttf", "SC", "Regular", 400),
    ("600SemiBold/NotoSansSC_600SemiBold.ttf", "SC", "SemiBold", 600),
)
FAMILY = {"Latin": "Manikin Sans", "SC": "Manikin Sans SC"}


def common_chinese() -> set[int]:
    """GB 2312: rows 16 to 55 are the characters of daily use, rows 56 to 87 the rarer ones, of which names are full."""
    found = set()
    for row in range(16, 88):
        for cell in range(1, 95):
            raw = bytes((row + 0xA0, cell + 0xA0))
            found.update(map(ord, raw.decode("gb2312", errors="ignore")))
    return found


def tabular_figures(font: TTFont) -> None:
    """Let the characters 0-9 mean the figures of equal width, which Inter keeps behind the feature `tnum`."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swap: dict[str, str] = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            swap.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in table.cmap:
                table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])  # tables may share one map


def name_it(font: TTFont, family: str, style: str, weight: int) -> None:
    """Give the font its own name; the copyright and licence entries stay as they are."""
    names = font["name"]
    full = f"{family} {style}"
    legacy = family if style in ("Regular", "Bold") else full
    entries = {
        1: legacy,
        2: style if style in ("Regular", "Bold") else "Regular",
        3: f"{full} 1",
        4: full,
        6: full.replace(" ", ""),
        16: family,
        17: style,
    }
    names.names = [record for record in names.names if record.nameID in (0, 8, 9, 11, 13, 14)]
    for number, text in entries.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def make(source: Path, target: Path, script: str, style: str, weight: int) -> None:
    font = TTFont(source, recalcTimestamp=False)
    wanted = set(LATIN)
    if script == "SC":
        wanted |= common_chinese() | set(map(ord, CLINICAL + NAMES + PUNCTUATION))
    else:
        tabular_figures(font)
    options = subset.Options(
        hinting=False,
        layout_features=["kern", "mark", "ccmp", "locl", "calt"],
        name_IDs=["*"],
        notdef_outline=True,
        desubroutinize=True,
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT", "MVAR", "HVAR"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    if script == "SC":
        level = font["head"].unitsPerEm
        ascent, descent = round(0.96875 * level), round(0.2412 * level)
        line, os2 = font["hhea"], font["OS/2"]
        line.ascent, line.descent, line.lineGap = ascent, -descent, 0
        os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
        os2.usWinAscent, os2.usWinDescent = ascent, descent
    name_it(font, FAMILY[script], style, weight)
    font.flavor = None
    font.save(target, reorderTables=True)


def main(arguments: list[str]) -> None:
    inter, noto = Path(arguments[0]), Path(arguments[1])
    out = Path(arguments[2]) if len(arguments) > 2 else Path(__file__).parent
    for name, script, style, weight in FACES:
        target = out / f"{FAMILY[script].replace(' ', '')}-{style}.ttf"
        make((inter if script == "Latin" else noto) / name, target, script, style, weight)
        print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Word templates in the manner of offices, schools, firms and WPS, with what python-docx never writes.

    PYTHONPATH=tests python tests/write/word/templates            # writes the files beside this one
    PYTHONPATH=tests python tests/write/word/templates --resave   # and, with LibreOffice, the second half: *-saved-again.docx

Every unit, name and text is invented. `TRAITS` says what each file stands for.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image
from support.word_templates import (
    A4,
    MARGINS,
    NAMESPACES,
    ROOT,
    WORD,
    R,
    Template,
    section,
    style,
)

from reportgen.write.package import XML_HEAD, Member, Relationship, pack, relationships

HERE = Path(__file__).parent
TRAITS: dict[str, str] = {}
"""What each template stands for, by its name."""
_MAKERS: dict[str, Callable[[], Template]] = {}

PAGE = '<w:fldSimple w:instr=" PAGE   \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
FAR_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA</w:instrText></w:r>'
    '<w:r><w:instrText>GE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def template(traits: str) -> Callable[[Callable[[], Template]], Callable[[], Template]]:
    """Register a function that makes a template, under its name with hyphens."""

    def register(make: Callable[[], Template]) -> Callable[[], Template]:
        name = make.__name__.replace("_", "-")
        TRAITS[name], _MAKERS[name] = traits, make
        return make

    return register


def face(east: str, size: float, latin: str = "Times New Roman", *, bold: bool = False) -> str:
    """Return the properties of a run in a face."""
    weight = "<w:b/>" if bold else ""
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}"/>'
    return f'{fonts}{weight}<w:sz w:val="{round(size * 2)}"/>'


def exact(points: float, first: float = 0) -> str:
    """Return the properties of a paragraph of exact lines, `first` twips set in."""
    indent = f'<w:ind w:firstLine="{first}"/>' if first else ""
    return f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/>{indent}'


def office_styles(*ids: str, body: float = 16) -> str:
    """Return the styles of an office; `ids` are those of Normal, four headings, title and body text."""
    normal, h1, h2, h3, h4, title, text = ids
    result = style(normal, "Normal", ppr='<w:jc w:val="both"/>', rpr=face("仿宋_GB2312", body))
    for level, (own, font) in enumerate(
        zip((h1, h2, h3, h4), ("黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"), strict=True)
    ):
        result += style(
            own, f"heading {level + 1}", based=normal,
            ppr=f'<w:keepNext/>{exact(28, 640)}<w:outlineLvl w:val="{level}"/>',
            rpr=face(font, body),
        )  # fmt: skip
    result += style(
        title,
        "Title",
        based=normal,
        ppr=f'{exact(36)}<w:jc w:val="center"/>',
        rpr=face("方正小标宋简体", 22),
    )
    return result + style(text, "Body Text", based=normal, ppr=exact(28, 640))


WPS_STYLES = office_styles("1", "2", "3", "4", "5", "6", "7")
WORD_STYLES = office_styles("a", "10", "20", "30", "40", "a3", "a5", body=14)


def line(text: str, ppr: str = "") -> str:
    """Return a paragraph of plain text, or of XML where it begins with a tag."""
    inner = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{ppr}</w:pPr>{inner}</w:p>"


CENTRED = '<w:jc w:val="center"/>'


def logo(rid: str = "rIdLogo") -> str:
    """Return an inline picture."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="900000" cy="300000"/><wp:docPr id="901" name="标志" descr="单位标志"/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


LOGO_REL = Relationship("rIdLogo", f"{R}/image", "media/image1.png")


def png() -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (90, 30), (192, 32, 32)).save(out, "PNG")
    return out.getvalue()


LOGO_PART = {"word/media/image1.png": ("", png())}


def text_box(text: str) -> str:
    """Return a text box as present Word writes it, with the old form for older programs."""
    words = f"<w:txbxContent>{line(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0"'
        ' distB="0" distL="0" distR="0" simplePos="0" relativeHeight="5" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="page"><wp:posOffset>5200000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>500000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1500000" cy="300000"/><wp:wrapNone/><wp:docPr id="902" name="文本框"/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1500000" cy="300000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{words}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        '<v:shape style="position:absolute;width:118pt;height:24pt">'
        f"<v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def watermark(words: str) -> str:
    """Return a watermark as Word writes it: a shape of WordArt behind the page."""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136"'
        ' adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"/><v:shape id="PowerPlusWaterMarkObject1"'
        ' type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:400pt;'
        "height:120pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="silver" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:宋体;font-size:1pt" string="{words}"/>'
        "</v:shape></w:pict></w:r>"
    )


@template("红头在首页页眉；单双页页脚不同；左右对称边距；字符网格；WPS 的样式代号")
def office_red_head() -> Template:
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="1" w:color="FF0000"/></w:pBdr>'
    red = (
        f'<w:p><w:pPr>{rule}{CENTRED}</w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/>'
        '<w:color w:val="FF0000"/><w:sz w:val="52"/></w:rPr><w:t>中共和风街道工作委员会（示例）</w:t></w:r></w:p>'
    )
    return Template(
        section(
            "", "header1.xml:first", "header2.xml", "footer1.xml", "footer2.xml:even",
            "footer3.xml:first",
            end='<w:cols w:space="425"/><w:titlePg/>'
            '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-842"/>',
        ),
        WPS_STYLES,
        {
            "header1.xml": red,
            "header2.xml": line(""),
            "footer1.xml": line(f"<w:r><w:t>— </w:t></w:r>{PAGE}<w:r><w:t> —</w:t></w:r>", '<w:jc w:val="right"/>'),
            "footer2.xml": line(f"<w:r><w:t>— </w:t></w:r>{PAGE}<w:r><w:t> —</w:t></w:r>"),
            "footer3.xml": line(FAR_PAGE, '<w:jc w:val="right"/>'),
        },
        settings="<w:mirrorMargins/><w:evenAndOddHeaders/>",
    )  # fmt: skip


@template("两栏不等宽、有分隔线；连续分节；页面边框；水印")
def office_bulletin() -> Template:
    border = '<w:{0} w:val="double" w:sz="4" w:space="24" w:color="auto"/>'
    borders = "".join(border.format(side) for side in ("top", "left", "bottom", "right"))
    return Template(
        section(
            '<w:type w:val="continuous"/>', "header1.xml", "footer1.xml",
            end=f'<w:pgBorders w:offsetFrom="page">{borders}</w:pgBorders>'
            '<w:cols w:num="2" w:sep="1" w:space="425" w:equalWidth="0">'
            '<w:col w:w="4000" w:space="425"/><w:col w:w="4419"/></w:cols>'
            '<w:docGrid w:type="lines" w:linePitch="312"/>',
        ),
        office_styles("a", "1", "2", "3", "4", "a3", "a4", body=10.5),
        {
            "header1.xml": line(f"{watermark('内部资料')}<w:r><w:t>党建简报（示例）</w:t></w:r>"),
            "footer1.xml": line(PAGE, CENTRED),
        },
    )  # fmt: skip


CHAPTERS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
    f'<w:pStyle w:val="{style_id}"/>{legal}<w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (kind, style_id, legal, text) in enumerate(
        [
            ("chineseCountingThousand", "10", "", "第%1章"),
            ("decimal", "20", "<w:isLgl/>", "%1.%2"),
            ("decimal", "30", "<w:isLgl/>", "%1.%2.%3"),
            ("decimalEnclosedCircleChinese", "40", "", "%4"),
        ]
    )
)
THEME = (
    f'{XML_HEAD}<a:theme xmlns:a="{NAMESPACES["a"]}" name="Office"><a:themeElements>'
    '<a:clrScheme name="Office">'
    + "".join(
        f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        for name, colour in [
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "44546A"), ("lt2", "E7E6E6"),
            ("accent1", "2E75B6"), ("accent2", "ED7D31"), ("accent3", "A5A5A5"),
            ("accent4", "FFC000"), ("accent5", "5B9BD5"), ("accent6", "70AD47"),
            ("hlink", "0563C1"), ("folHlink", "954F72"),
        ]
    )
    + '</a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/>'
    '<a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    '<a:font script="Hans" typeface="楷体"/></a:minorFont></a:fontScheme><a:fmtScheme name="Office">'
    + "".join(
        f"<a:{kind}>{inner * 3}</a:{kind}>"
        for kind, inner in [
            ("fillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
            ("lnStyleLst", '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'),
            ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
            ("bgFillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
        ]
    )
    + "</a:fmtScheme></a:themeElements></a:theme>"
)  # fmt: skip
HANS = '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'


@template("多级编号连着标题，逐章重排；主题字体按文种取；页眉有样式引用域和页码；装订线")
def school_chapters() -> Template:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>'
        f'{CHAPTERS}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    themed = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="{}"/>'
    styles = style("a", "Normal", rpr=themed.format("minorEastAsia") + '<w:sz w:val="24"/>')
    for level, own in enumerate(("10", "20", "30", "40")):
        styles += style(
            own, f"heading {level + 1}", based="a",
            ppr=f'<w:keepNext/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
            f'<w:spacing w:before="120" w:after="120" w:line="400" w:lineRule="exact"/>'
            f'<w:outlineLvl w:val="{level}"/>',
            rpr=themed.format("majorEastAsia") + f'<w:sz w:val="{32 - 2 * level}"/>',
        )  # fmt: skip
    styles += style(
        "a3",
        "Body Text",
        based="a",
        ppr='<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="480"/>',
    )
    reference = '<w:fldSimple w:instr=" STYLEREF &quot;标题 1&quot; "><w:r><w:t>工作成效</w:t></w:r></w:fldSimple>'
    return Template(
        section(
            "", "header1.xml", margins=MARGINS.replace('w:gutter="0"', 'w:gutter="567"'),
            end='<w:pgNumType w:start="1"/><w:cols w:space="720"/>'
            '<w:docGrid w:type="lines" w:linePitch="312"/>',
        ),
        styles,
        {"header1.xml": line(f"{reference}<w:r><w:tab/><w:t>第</w:t></w:r>{PAGE}<w:r><w:t>页</w:t></w:r>")},
        settings=HANS, numbering=numbering, theme=THEME,
    )  # fmt: skip


@template("页眉是表格，有标志图片、文本框、链接；内容控件连着文档属性；没有写纸张；w14、w15 属性")
def firm_controlled() -> Template:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="标题"/><w:dataBinding w:prefixMappings="xmlns:ns1=\'http://purl.'
        "org/dc/elements/1.1/' xmlns:ns0='http://schemas.openxmlformats.org/package/2006/metadata/"
        'core-properties\' " w:xpath="/ns0:coreProperties[1]/ns1:title[1]" w:storeItemID='
        '"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr><w:sdtContent>'
        f"{line('和风水务公司管理文件（示例）')}</w:sdtContent></w:sdt>"
    )
    cell = '<w:tc><w:tcPr><w:tcW w:w="4200" w:type="dxa"/></w:tcPr>{}</w:tc>'
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="8400" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4200"/>'
        f'<w:gridCol w:w="4200"/></w:tblGrid><w:tr>{cell.format(line(logo()))}'
        f"{cell.format(control)}</w:tr></w:tbl>"
    )
    link = '<w:hyperlink r:id="rIdSite"><w:r><w:t>www.example.org</w:t></w:r></w:hyperlink>'
    normal = face("宋体", 12) + '<w14:ligatures w14:val="standardContextual"/>'
    styles = WORD_STYLES.replace(face("仿宋_GB2312", 14), normal, 1)
    return Template(
        section("", "header1.xml", "footer1.xml", size="", margins="",
                end='<w:cols w:space="720"/><w15:footnoteColumns w15:val="1"/>'),
        styles,
        {"header1.xml": table + line(text_box("受控文件")), "footer1.xml": line(link) + line(PAGE)},
        furniture_rels=(
            LOGO_REL, Relationship("rIdSite", f"{R}/hyperlink", "https://www.example.org/", external=True),
        ),
        parts=LOGO_PART,
    )  # fmt: skip


@template("WPS 另存的：数字样式代号，没有 docDefaults，自有数据部分，字符单位缩进")
def wps_report() -> Template:
    styles = WPS_STYLES.replace('<w:ind w:firstLine="640"/>', '<w:ind w:firstLineChars="200"/>')
    custom = '<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>'
    kind = f"{R}/customXml"
    return Template(
        section("", "header1.xml", "footer1.xml", end='<w:cols w:space="425" w:num="1"/>'
                '<w:docGrid w:type="lines" w:linePitch="312" w:charSpace="0"/>'),
        styles,
        {"header1.xml": line("和风社区党支部（示例）", CENTRED), "footer1.xml": line(FAR_PAGE, CENTRED)},
        settings='<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/></w:compat><w:rsids>'
        '<w:rsidRoot w:val="00172A27"/></w:rsids>',
        rels=(Relationship("rId90", kind, "../customXml/item1.xml"),),
        parts={"customXml/item1.xml": ("", custom.encode())},
    )  # fmt: skip


@template("邮件合并数据源、密码保护、修订、附加的外部模板，各带关系")
def office_acting() -> Template:
    merge = (
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>'
        '<w:query w:val="SELECT * FROM `名单$`"/><w:dataSource r:id="rId1"/></w:mailMerge>'
    )
    protection = (
        '<w:documentProtection w:edit="readOnly" w:enforcement="1" w:cryptSpinCount="100000"'
        ' w:hash="AAAA" w:salt="BBBB"/>'
    )
    return Template(
        section("", "footer1.xml", end='<w:cols w:space="425"/>'),
        WORD_STYLES,
        {"footer1.xml": line(PAGE, CENTRED)},
        settings='<w:writeProtection w:recommended="1"/><w:attachedTemplate r:id="rId2"/>'
        f"<w:linkStyles/>{merge}<w:trackRevisions/>{protection}",
        settings_rels=(
            Relationship("rId1", f"{R}/mailMergeSource", "file:///D:/党员名单.xls", external=True),
            Relationship(
                "rId2", f"{R}/attachedTemplate", "file:///D:/公文模板.dotx", external=True
            ),
        ),
    )


@template(".dotx 模板，带构建基块部分")
def office_template() -> Template:
    glossary = f"{XML_HEAD}<w:glossaryDocument {ROOT}><w:docParts/></w:glossaryDocument>"
    result = wps_report()
    result.main_type, result.ending = f"{WORD}.template.main+xml", "dotx"
    result.rels += (Relationship("rId91", f"{R}/glossaryDocument", "glossary/document.xml"),)
    kind = f"{WORD}.document.glossary+xml"
    result.parts = {**result.parts, "word/glossary/document.xml": (kind, glossary.encode())}
    return result


@template(".dotm 模板，带宏和自定义快捷键")
def office_macros() -> Template:
    result = office_bulletin()
    result.main_type = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    result.ending = "dotm"
    microsoft = "http://schemas.microsoft.com/office/2006/relationships"
    result.rels += (
        Relationship("rId80", f"{microsoft}/vbaProject", "vbaProject.bin"),
        Relationship("rId81", f"{microsoft}/keyMapCustomizations", "customizations.xml"),
    )
    keys = f'{XML_HEAD}<wne:tcg xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"/>'
    result.parts = {
        "word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", b"macros"),
        "word/customizations.xml": (
            "application/vnd.ms-word.keyMapCustomizations+xml",
            keys.encode(),
        ),
    }
    return result


@template("三节：封面、横向附表、正文；正文沿用前面的页眉；中文页码；连续分节")
def office_sections() -> Template:
    def broken(sect: str) -> str:
        return f"<w:p><w:pPr>{sect}</w:pPr></w:p>"

    landscape = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    body = broken(section("", "header1.xml", "footer1.xml", end="<w:titlePg/>"))
    body += broken(section('<w:type w:val="nextPage"/>', size=landscape))
    return Template(
        section('<w:type w:val="continuous"/>', "footer2.xml:even",
                end='<w:pgNumType w:fmt="chineseCounting" w:start="1"/><w:cols w:space="425"/>'),
        WORD_STYLES,
        {
            "header1.xml": line("和风区委党校（示例）", CENTRED),
            "footer1.xml": line(PAGE, CENTRED), "footer2.xml": line(PAGE),
        },
        body=body,
    )  # fmt: skip


@template("全部前缀是 ns0:、ns1:，像别的程序库写的")
def library_prefixes() -> Template:
    result = office_bulletin()
    result.section = section(
        '<w:type w:val="nextPage"/>', "header1.xml", "footer1.xml",
        end='<w:cols w:space="425"/><w:printerSettings r:id="rId70"/><w:sectPrChange w:id="1" w:author="示例">'
        f"<w:sectPr>{A4}</w:sectPr></w:sectPrChange>",
    )  # fmt: skip
    result.rels = (Relationship("rId70", f"{R}/printerSettings", "printerSettings1.bin"),)
    result.parts = {
        "word/printerSettings1.bin": (f"{WORD}.printerSettings", b"\0\1"),
    }
    return result


@template("单位自己的样式名：公文标题、一级标题、公文正文；别名；代号有空格和 &；样式绕成一圈")
def office_names() -> Template:
    styles = style("a", "Normal", rpr=face("宋体", 10.5))
    named = [
        ("公文 标题&甲", "公文标题", "方正小标宋简体", 22.0), ("一级 & 标题", "一级标题", "黑体", 16.0),
        ("er ji", "二级标题", "楷体_GB2312", 16.0), ("zw", "公文正文", "仿宋_GB2312", 16.0),
    ]  # fmt: skip
    for own, name, font, size in named:
        escaped = own.replace("&", "&amp;")
        more = f'<w:aliases w:val="{name}别名,bm"/>' if name == "公文正文" else ""
        centred = CENTRED if name == "公文标题" else ""
        styles += style(
            escaped,
            name,
            based="a",
            ppr=exact(36) + centred if centred else exact(28, 640),
            rpr=face(font, size),
            more=more,
        )
    styles += style("c1", "圈一", based="c2") + style("c2", "圈二", based="c1")
    styles += '<w:style w:type="paragraph" w:styleId="nameless"><w:pPr/></w:style>'
    return Template(
        section("", "footer1.xml", end='<w:cols w:space="425"/>'),
        styles,
        {"footer1.xml": line(PAGE, CENTRED)},
    )


@template("长度带单位、带小数；开关写成 on 和 off；缺几个边距；行号；垂直居中；装订线在上")
def library_lengths() -> Template:
    margins = (
        '<w:pgMar w:top="3.7cm" w:right="26mm" w:bottom="35mm" w:left="2.8cm" w:gutter="14pt"/>'
    )
    styles = WORD_STYLES.replace('w:line="560"', 'w:line="28pt"').replace(
        "<w:keepNext/>", '<w:keepNext w:val="on"/><w:keepLines w:val="off"/>'
    )
    return Template(
        section("", "footer1.xml", size='<w:pgSz w:w="210mm" w:h="297mm"/>', margins=margins,
                end='<w:lnNumType w:countBy="5" w:restart="newPage"/><w:cols w:space="425.5"/>'
                '<w:vAlign w:val="both"/><w:docGrid w:linePitch="15.6pt"/>'),
        styles,
        {"footer1.xml": line(PAGE, CENTRED)},
        settings="<w:gutterAtTop/>",
    )  # fmt: skip


@template("图片项目符号、嵌入的字体，各带关系；页眉有三行大字，把正文往下推")
def school_pictures() -> Template:
    bullets = (
        '<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape style="width:9pt;height:9pt" o:bullet="t">'
        '<v:imagedata r:id="rIdLogo" o:title=""/></v:shape></w:pict></w:numPicBullet>'
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="·"/><w:lvlPicBulletId w:val="0"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    fonts = (
        f'{XML_HEAD}<w:fonts {ROOT}><w:font w:name="校徽字体"><w:embedRegular r:id="rId1"'
        ' w:fontKey="{00000000-0000-0000-0000-000000000001}"/></w:font></w:fonts>'
    )
    large = f"<w:r><w:rPr>{face('黑体', 26)}</w:rPr><w:t>和风学校（示例）</w:t></w:r>"
    return Template(
        section("", "header1.xml", "footer1.xml", end='<w:cols w:space="425"/>'),
        WORD_STYLES,
        {"header1.xml": line(large, CENTRED) * 3, "footer1.xml": line(PAGE, CENTRED)},
        numbering=bullets,
        rels=(Relationship("rId60", f"{R}/fontTable", "fontTable.xml"),),
        parts={
            **LOGO_PART,
            "word/_rels/numbering.xml.rels": ("", relationships([LOGO_REL])),
            "word/fontTable.xml": (f"{WORD}.fontTable+xml", fonts.encode()),
            "word/_rels/fontTable.xml.rels": (
                "", relationships([Relationship("rId1", f"{R}/font", "fonts/font1.odttf")]),
            ),
            "word/fonts/font1.odttf": (
                "application/vnd.openxmlformats-officedocument.obfuscatedFont", b"font",
            ),
        },
    )  # fmt: skip


@template("主部件叫 document2.xml；脚注、批注里有字；正文有外来片段和图片")
def firm_online() -> Template:
    notes = (
        f'{XML_HEAD}<w:footnotes {ROOT}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
        f'<w:footnote w:id="2">{line("样张的脚注")}</w:footnote></w:footnotes>'
    )
    comments = (
        f'{XML_HEAD}<w:comments {ROOT}><w:comment w:id="0" w:author="示例">{line("样张的批注")}'
        "</w:comment></w:comments>"
    )
    body = line('<w:r><w:t>样张</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>') + line(
        logo()
    )
    return Template(
        section("", "header1.xml", "footer1.xml", end='<w:cols w:space="425"/>'),
        WORD_STYLES,
        {"header1.xml": line("和风科技公司（示例）"), "footer1.xml": line(FAR_PAGE)},
        body=body + '<w:altChunk r:id="rId51"/>',
        settings='<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>',
        rels=(
            LOGO_REL,
            Relationship("rId51", f"{R}/aFChunk", "chunk.html"),
            Relationship("rId52", f"{R}/footnotes", "footnotes.xml"),
            Relationship("rId53", f"{R}/comments", "comments.xml"),
        ),
        parts={
            **LOGO_PART,
            "word/chunk.html": ("text/html", b"<html></html>"),
            "word/footnotes.xml": (f"{WORD}.footnotes+xml", notes.encode()),
            "word/comments.xml": (f"{WORD}.comments+xml", comments.encode()),
        },
        main="document2.xml",
    )


@template("标题编号从 numbering 里的样式列表来（numStyleLink）；正文样式另有项目编号")
def office_list_styles() -> Template:
    def level(number: int, kind: str, text: str, style_id: str) -> str:
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pStyle w:val="{style_id}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/><w:styleLink w:val="gw"/>'
        f"{level(0, 'chineseCounting', '%1、', '10')}{level(1, 'chineseCounting', '（%2）', '20')}"
        f"{level(2, 'decimal', '%3．', '30')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="gw"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = WORD_STYLES
    for number, level_ in ((0, 1), (1, 2), (2, 3)):
        mark = f'<w:name w:val="heading {level_}"/>'
        head, _, tail = styles.partition(mark)
        tail = tail.replace(
            "<w:keepNext/>",
            f'<w:keepNext/><w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="2"/></w:numPr>',
            1,
        )
        styles = head + mark + tail
    styles += (
        '<w:style w:type="numbering" w:styleId="gw"><w:name w:val="公文编号"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    return Template(
        section("", "footer1.xml", end='<w:cols w:space="425"/>'),
        styles,
        {"footer1.xml": line(PAGE, CENTRED)},
        numbering=numbering,
    )


def made() -> dict[str, bytes]:
    """Return every template by its file name."""
    files = {}
    for name, make in _MAKERS.items():
        one = make()
        data = one.data()
        files[f"{name}.{one.ending}"] = _renamed(data) if name == "library-prefixes" else data
    return files


def _renamed(data: bytes) -> bytes:
    """Return a package whose document and headers have the prefixes of another library."""
    import zipfile

    members = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                text = content.decode().replace(' mc:Ignorable="w14 w15"', "")
                for old, new in (("w", "ns0"), ("r", "ns1")):
                    text = text.replace(f"<{old}:", f"<{new}:").replace(f"</{old}:", f"</{new}:")
                    text = text.replace(f" {old}:", f" {new}:").replace(
                        f"xmlns:{old}=", f"xmlns:{new}="
                    )
                content = text.encode()
            members.append(Member(name, content))
    return pack(members)


def resaved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every second template as LibreOffice saves it."""
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in list(files.items())[::2]:
            path = Path(folder) / name
            path.write_bytes(data)
            target = Path(folder) / "out"
            subprocess.run(
                [str(shutil.which("soffice")), f"-env:UserInstallation=file://{folder}/profile",
                 "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(path)],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
            stem = name.rpartition(".")[0]
            out[f"{stem}-saved-again.docx"] = (target / f"{stem}.docx").read_bytes()
    return out


if __name__ == "__main__":
    written = made()
    if "--resave" in sys.argv:
        written |= resaved(written)
    for file_name, file_data in written.items():
        (HERE / file_name).write_bytes(file_data)
        print(file_name, len(file_data))  # noqa: T201 - the list of what was written

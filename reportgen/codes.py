"""Every code of a diagnostic: what it is called, when it appears, what to do, and its rule.

`reportgen check --explain`, SARIF and docs/diagnostics.md all read this table. Codes never change
their meaning; a code that is no longer used is removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the table; every text is Chinese."""

    code: str
    #: a key of GROUPS
    group: str
    #: what is wrong, in a few words
    title: str
    #: when the diagnostic appears
    when: str
    #: what its reader should do
    remedy: str
    #: the document or convention the rule comes from; empty where the program itself is the rule
    source: str = ""


#: group → its Chinese name; the last five are the families of content checks
GROUPS: Mapping[str, str] = {
    "files": "文件和 YAML 写法",
    "content": "内容文件",
    "ledger": "活动记录和台账",
    "lesson": "党课",
    "template": "模板和标签",
    "theme": "主题、版式和配色",
    "output": "写成文档",
    "batch": "批量生成",
    "presence": "该有的有没有",
    "frequency": "组织生活次数",
    "consistency": "数字和事实对得上",
    "wording": "规范表述",
    "style": "文风（建议）",
}

_REGULATION = "《中国共产党支部工作条例（试行）》（2018年）"
_ONE_FIGURE = "同一事实全文只有一个数（本工具的约定：数字只在 figures 里写一次）"
_GENRE = "年度总结的通行体例：主要工作及成效、存在的问题、下一步打算"
_LEXICON = "词库各条的 source"

# fmt: off
_ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "files": (
        ("not-utf8", "文件不是 UTF-8 编码",
         "内容文件或模板里有 UTF-8 以外的字节，多半是旧编辑器存成了 GBK。", "用编辑器另存为 UTF-8。"),
        ("empty-file", "文件是空的", "YAML 文件里没有内容，或只有注释。", "填写内容；暂时不用就删去这个文件。"),
        ("control-character", "文字里有控制字符",
         "文字里有看不见的控制字符，Word 和课件都存不下，多半是粘贴带来的。", "删去后重新输入这一处。"),
        ("too-large", "文件过大或过深",
         "文件、段落、嵌套或错误的数目超过上限，或者一项用 & 和 * 引用了自己。",
         "拆成几个文件；检查引号、括号和引用。错误太多时先改好列出的各处。"),
        ("yaml-syntax", "YAML 写法有误", "YAML 读到这里读不下去，又不是下面几种常见的错。", "看提示；检查引号、冒号和括号。"),
        ("yaml-tab", "缩进用了 Tab 或特殊空格", "行首有 Tab、全角空格或不换行空格。", "换成普通空格。"),
        ("yaml-indent", "缩进不对", "同一层的各行没有左对齐，或下一层没有缩进。", "把同一层的各行左对齐，下一层多缩进两格。"),
        ("yaml-colon", "冒号缺少、多了或用了中文冒号",
         "名称后面没有英文冒号加空格，或内容里的冒号没有加引号。", "写成“名称: 内容”；内容里有冒号的整段加引号。"),
        ("yaml-space", "冒号或短横线后面缺少空格", "写成了“名称:内容”或“-内容”。", "在冒号或短横线后面补一个空格。"),
        ("yaml-quote", "引号没有配对", "一段文字以引号开头却没有以引号结尾，或引号里又有同样的引号。", "补上另一半，或去掉引号。"),
        ("yaml-bracket", "括号没有配对", "[ ] 或 { } 只有一半。", "补上另一半；文字里的括号要整段加引号。"),
        ("duplicate-key", "同一个名称写了两次", "同一层里有两行用同一个名称。", "合并成一处，或改正其中一个名称。"),
        ("outside-workspace", "引用的文件在内容文件夹之外",
         "图片、台账等的路径用 .. 、绝对路径或链接指到了内容文件夹外面。", "把文件放进内容文件夹，用相对路径引用。"),
        ("edit-refused", "没有自动修改文件",
         "文件里有锚点、引用、类型标记等少见的 YAML 写法，或要改的地方夹着注释，改了不能保证别处不变。",
         "用文字编辑器打开这个文件，直接修改这一处。"),
        ("cannot-read", "读不了文件", "文件在，却因为权限或磁盘的原因读不出来。", "检查文件的权限，看能否打开。"),
    ),
    "content": (
        ("unknown-key", "不认识的名称", "写了内容模型里没有的名称，或名称里混进了看不见的字符。", "看提示里的相近名称；全部名称见 content.md。"),
        ("missing-key", "缺少必填的一项", "一组内容里少了必填的名称。", "补上这一项。"),
        ("missing-value", "这一项没有填写", "写了名称，后面却是空的。", "填写内容，或删去这一行。"),
        ("wrong-type", "应当是另一种写法",
         "该写一段文字、一个列表或一组“名称: 内容”的地方，写成了别的一种。", "按提示里的样子改写。"),
        ("wrong-value", "内容不合要求", "数量、日期、选项或范围不合这一项的要求。", "按提示改写；各项的写法见 content.md。"),
        ("missing-file", "缺少必需的文件", "支部文件夹里没有 branch.yaml，或主题里没有它写明的文件。", "添加这个文件，或改正文件名。"),
        ("no-content", "没有找到任何支部", "内容文件夹的 branches 里一个支部也没有。", "检查 --content；或用 reportgen new 建一个工作区。"),
        ("no-year", "没有年度记录", "支部还没有以年份命名的记录，或上级党组织下辖的支部都没有这一年的记录。", "添加以年份命名的文件，如 2022.yaml。"),
        ("year-mismatch", "文件名与 year 不一致", "年度记录的文件名是一个年份，里面的 year 写的是另一个。", "改成一致。"),
        ("unknown-type", "没有这个支部类型", "types、sections、figures 等处写的类型在 content/types 里没有。", "改正代号，或在 content/types 里添加一个文件。"),
        ("duplicate-type", "同一个类型列了两次", "branch.yaml 的 types 里有两个一样的。", "删去一处。"),
        ("unused-section", "这一章不会写进文档", "年度记录写了一章，支部却没有选用这个类型。", "在 branch.yaml 的 types 里加上，或删去这一章。"),
        ("unknown-figure", "没有这个数字", "引用的数字代号在 figures 里没有；汇总时下辖支部都没有。", "改正代号，或在 figures 里添加。"),
        ("unknown-picture", "没有这张图片", "引用的图片代号在 pictures 里没有。", "改正代号，或在 pictures 里添加。"),
        ("unknown-chart", "没有这个图表", "引用的图表代号在 charts 里没有。", "改正代号，或在 charts 里添加。"),
        ("unknown-method", "没有这个工作法", "引用的代号在 methods 里没有。", "改正代号，或在 methods 里添加。"),
        ("unknown-table", "没有这个表格", "引用的代号在 tables 里没有。", "改正代号，或在 tables 里添加。"),
        ("unknown-project", "没有这一类项目", "works 里写的项目类别，projects 里没有一项属于它。", "改正类别，或在 projects 里添加。"),
        ("unknown-record", "没有这份年度记录", "党课引用的支部或年度不存在，或者那份记录有错误。", "改正代号和年份；先改好那份记录的错误。"),
        ("chart-data", "图表的数据不齐", "data 与 series 都写了或都没写，或要突出的一项不在数据里。", "data 与 series 二者取一；改正 highlight。"),
        ("table-shape", "表格的形状不对",
         "一行的格数与表头的列数不同，合并的格不成长方形，align 的个数与列数不同，或没有写各行。",
         '补齐或删去多余的格；没有内容的格写成 ""，与左边合并写 <，与上边合并写 ^。'),
        ("missing-workbook", "找不到表格文件", "tables 的 from 里写的 .xlsx 不在支部文件夹里。", "检查文件名。"),
        ("workbook-format", "表格文件打不开", "文件是旧格式（.xls）、加了密码、已损坏，或不是 .xlsx。", "用 Excel 或 WPS 打开后另存为 .xlsx。"),
        ("workbook-cell", "表格文件里有一格不能照印",
         "引用的区域里有错误值、没有算出的公式、隐藏的行或列，或图片。", "按提示在 Excel 里改好，保存后再用。"),
        ("missing-picture", "找不到图片文件", "pictures 里写的文件不在支部文件夹里。", "检查文件名，把图片放进 images。"),
        ("not-a-picture", "不是图片", "文件是空的、不是图片，或是 Office 放不了的格式。", "另存为 JPG 或 PNG。"),
        ("pending-fact", "还有待补充的内容", "文中有【待补充】；草稿里是警告，定稿（--final）里是错误。", "补上事实，或删去要用它的内容。"),
        ("more-faults", "问题太多，没有全部列出", "一份文档的问题超过一百处，只列出最要紧的一百处。", "先改好列出的各处，再做一次。"),
        ("problem-share", "问题部分的篇幅不够", "述职报告里“存在的问题”占全文的比例低于 problem_share 定的。", "把表现和原因写具体，或压缩履职情况的篇幅。"),
        ("unknown-check", "没有这项检查", "content/checks.yaml 的 off 或 severity 写了没有的代号。", "改正代号；全部检查见 checks.md。"),
    ),
    "ledger": (
        ("missing-ledger", "找不到台账文件", "ledger 里写的文件不在支部文件夹里。", "检查文件名。"),
        ("ledger-format", "台账打不开", "台账是旧格式（.xls）、加了密码、已损坏，或不是 Excel、CSV。", "用 Excel 或 WPS 打开后另存为 .xlsx。"),
        ("workbook-range", "表格里没有这个区域",
         "引用的工作表或区域不在 .xlsx 里，写法不对，或者里面没有内容。", "写成“工作表名!B3:F12”的样子，并检查工作表名。"),
        ("ledger-encoding", "台账的编码认不出来", "CSV 台账既不是 UTF-8，也不是 GBK 或带标记的 UTF-16。", "另存为 .xlsx 或“CSV UTF-8”。"),
        ("ledger-sheet", "台账里没有这张工作表", "ledger 的 sheet 写的工作表不在台账里。", "改正工作表名。"),
        ("ledger-column", "台账里没有这一列", "必需的一列，或 columns 里写明的一列，在标题行里找不到。", "改正列名，或在 ledger 的 columns 里指明。"),
        ("ledger-cell", "台账里有一格读不懂", "日期、人数、学时等写得不合要求，没有填写，或公式出错。", "按提示改这一格。"),
        ("empty-ledger", "台账里没有记录", "台账是空的，或标题行下面没有一行记录。", "检查工作表和标题行。"),
        ("duplicate-event", "同一次活动记了两遍", "两条记录的日期、类别和题目都相同。", "删去一处；确是两次的写明不同的题目。"),
        ("not-in-log", "活动记录里算不出这个数", "figures 的一项写了 log，活动记录里却没有这一类或缺少所需的人数、学时。", "补记活动，或改正类别。"),
        ("parts-not-added", "各项不能相加", "要由几项相加得出的数，有的项没有填写，或单位不同。", "补齐各项，改成同一单位。"),
    ),
    "lesson": (
        ("speech-length", "讲稿长度与时间不相称", "按分到的时间，讲稿每分钟的字数过多或过少。", "增删讲稿，或调整分钟数；每分钟 200 字上下为宜。"),
        ("time-budget", "各页用时超过总时间", "各页写明的时长加起来超过了全课的时长。", "调整各部分的分钟数。"),
    ),
    "template": (
        ("template-header", "模板开头缺少说明", "模板开头没有写明 name、purpose、output 的注释，或表格旁边没有同名的 .yaml。", "在开头的 {# #} 里写 name、purpose、output。"),
        ("template-syntax", "模板的 Jinja 语法有误", "语句、括号、引号或注释没有收尾，或用了不认识的语句。", "按提示检查 {% %} 与 {{ }}。"),
        ("template-markup", "模板的标签写法有误", "模板写出的标签不是完整的标签：尖括号、引号或 & 有误。", "检查 < > 和引号。"),
        ("template-error", "模板运行中出错", "模板的计算出错：类型不合、除以零、参数不合适等。", "看提示里的模板行。"),
        ("template-limit", "模板的循环或计算过大", "模板的循环、计算、文字或递归超过上限。", "减小范围；检查宏是不是自己调用自己。"),
        ("template-forbidden", "模板取用了程序内部的东西", "模板取用了下划线开头的名称，或没有提供给模板的属性。", "只用 templates.md 列出的名称。"),
        ("missing-template", "找不到模板", "模板用 include、import 或 extends 取用的文件不在主题文件夹里。", "检查文件名。"),
        ("undefined-name", "模板用了没有定义的名称", "模板用了没有的名称、项、宏、过滤器，或取了没有填写的内容里的一项。", "改正名称；先用 if 判断有没有。可用的名称见 templates.md。"),
        ("unknown-tag", "标签不认识或放错了地方", "模板用了词汇表以外的标签，或把标签放进了不能放它的标签。", "按提示改正；全部标签见 templates.md。"),
        ("unknown-attribute", "标签没有这个属性", "标签上写了词汇表以外的属性。", "改正属性名。"),
        ("missing-attribute", "标签缺少属性", "标签上没有写必需的属性。", "补上属性。"),
        ("wrong-attribute", "属性的值不对", "属性的值不在可选的几种之内、不是数字，或是手写的 ref。", "按提示改写。"),
        ("unclosed-tag", "标签没有关闭", "标签没有收尾，或多了一个收尾。", "补上或删去。"),
        ("stray-text", "文字放错了地方", "文字直接写在了只能放标签的地方。", "把文字放进 <p>；成段的文字用 | prose。"),
        ("duplicate-slot", "同一个占位符写了两次", "一页里两个标签写同一个占位符。", "删去一处，或写进 <item>。"),
        ("missing-title", "报告没有标题", "报告里没有 <title>。", "加上 <title>。"),
        ("empty-deck", "课件里没有幻灯片", "课件里没有 <slide>。", "加上 <slide>；内容不够时在模板开头写 when。"),
        ("missing-organ", "红头里没有发文机关", "<red-head> 里没有 <organ>。", "写上发文机关标志。"),
        ("document-number", "发文字号写法不合规范", "发文字号不是“机关代字〔年份〕序号号”。", "写成 和社党字〔2026〕5号：六角括号，不加“第”，序号前不补零。",
         "GB/T 9704—2012，7.2.5"),
        ("unknown-reference", "引用的对象不在本文里", "<ref> 的 id 没有对应的标题、图或表。", "改正 id。"),
        ("link-unknown", "链接的幻灯片不存在", "链接指向的 id 不是课件里的一页。", "改正 id。"),
        ("output-name", "模板给出的文件名不能用", "按模板开头的 output 得出的文件名是空的，或是系统保留的名称。", "改写模板开头的 output。"),
        ("form-broken", "表格里的标签有误", "本单位表格（.docx）里的标签没有收尾，或拆散了 Word 的结构。", "按提示改；整行的循环写 {%tr %}，整段的写 {%p %}。"),
        ("not-a-form", "表格不是完整的 Word 文档", "表格文件不是 .docx、已损坏，或加了密码。", "在 Word 里另存为 .docx。"),
        ("unknown-kind", "没有这个文种", "--kind 或 slides_of 写的文种，主题里没有这样的模板。", "用 reportgen kinds 看有哪些。"),
    ),
    "theme": (
        ("missing-theme", "没有这个主题", "模板文件夹里没有 --theme 写的主题。", "检查 --theme 和 --templates。"),
        ("no-templates", "主题里没有模板", "主题文件夹里一个 .docx.j2、.pptx.j2 也没有。", "检查 --templates。"),
        ("unknown-format", "没有这个版式", "写的 Word 版式在 content/formats 和主题里都没有。", "用 reportgen formats 看有哪些。"),
        ("unknown-palette", "没有这个配色", "写的配色在 content/palettes 和主题里都没有。", "按提示改正配色名。"),
        ("weak-contrast", "文字与底色反差不够", "配色里一对文字色和底色的对比度低于所需的值。", "把其中一种颜色调深或调浅。", "WCAG 2.2，1.4.3"),
        ("bad-template", "课件版式文件用不了", "版式文件打不开、是旧格式或加了密码，或与主题的设置不符。", "用 PowerPoint 或 WPS 另存为 .pptx。"),
        ("layout-missing", "版式文件缺少一种版式", "主题的设置里有这种版式，课件版式文件里没有。", "添加版式；不添加时用到它的页改用相近的版式。"),
        ("slot-missing", "版式缺少占位符", "版式里没有设置里写的占位符，或占位符没有大小。", "在版式里添加占位符，给它大小。"),
        ("layout-unknown", "没有这种版式", "模板的 layout 写的版式在版式文件里没有，这一页改用文字版式。", "改正 layout。"),
        ("slot-unknown", "版式里没有这个占位符", "模板写的占位符在这种版式里没有，内容移到了备注或后面一页。", "改正占位符名，或换一种版式。"),
        ("word-template-unreadable", "Word 模板打不开", "Word 模板打不开、是旧格式或加了密码，或样式读不懂。", "用 Word 或 WPS 另存为 .docx。"),
        ("word-template-grid", "Word 模板没有文档网格", "页面设置里没有指定行网格，每页的行数只取决于行距。", "在页面设置里选“只指定行网格”。"),
        ("word-template-outline", "标题样式没有大纲级别", "模板的标题样式没有大纲级别，目录和导航窗格里不会出现。", "在样式的段落设置里选大纲级别。"),
        ("word-template-page-number", "Word 模板没有页码", "模板的页脚里没有页码域。", "在页脚里插入页码。"),
        ("word-template-sections", "Word 模板分成几节", "模板有几节，只用最后一节的页面设置和页眉页脚。", "把要用的页面设置放在最后一节。"),
        ("word-template-style", "模板里没有这个样式", "版式的 styles 里写的样式，模板里没有。", "改正样式名，或在 Word 里建好。"),
        ("word-template-theme-font", "样式用的是主题字体", "样式的字体取自主题，换一台电脑或改主题后字体会变。", "在样式里指定具体的中文和西文字体。"),
    ),
    "output": (
        ("table-too-wide", "表格太宽", "课件里的表格列太多，字号用到下限，一个数或一个词仍要拆成两行。", "分成两张表，或只留要讲的几列。"),
        ("text-too-long", "幻灯片上放不下", "文字用到最小字号仍放不下，又不能分页；草稿里全文存在备注。", "按提示删去几个字。"),
        ("bad-picture", "图片用不了", "图片打不开、已损坏或太大，课件里放不了。", "重新导出图片。"),
        ("picture-unusable", "图片用不了", "图片打不开、已损坏或太大，报告里放不了。", "重新导出图片。"),
        ("cannot-write", "写不了输出文件", "没有权限写这个文件，或它正在别的程序里打开。", "关闭打开它的 Word、WPS，或检查权限。"),
        ("disk-full", "磁盘已满", "写输出文件时磁盘没有空间；原有文件未动。", "腾出空间后再做一次。"),
        ("edited-output", "输出文件被手工改过", "输出文件不是上次生成的原样；重做时另存，清理时不删。", "把改动写回内容文件；另存的文件看过后自行删去。"),
    ),
    "batch": (
        ("unknown-branch", "没有这个支部", "命令行或上级党组织的 branches 写的支部不存在。", "改正代号。"),
        ("unknown-committee", "没有这个下级党组织", "上级党组织的 committees 写的下级党组织不存在。", "改正代号，或在 content/committees 里添加一个文件。"),
        ("committee-circle", "党组织的上下级绕成了一圈", "一个党组织的 committees 里，一级一级往下又回到它自己。", "改正其中一个文件的 committees。"),
        ("committee-left-out", "下级党组织没有计入", "下级党组织的文件有错误，上级的汇总没有计入它的支部。", "先改正下级党组织的文件。"),
        ("unknown-year", "没有这一年的记录", "--year 写的年份没有一份记录。", "改正年份。"),
        ("duplicate-output", "两份文档要写同一个文件", "两个模板或两个支部得出同一个输出文件名。", "给模板不同的 output。"),
        ("time-limit", "一份文档做得太久", "超过 --time-limit 的时限，已停下这一份。", "检查模板里的循环；或放宽 --time-limit。"),
        ("out-of-memory", "内存不足", "做这份文档时内存不够。", "减小图片，或减少 --jobs。"),
        ("worker-died", "做这份文档的进程意外结束", "进程两次意外终止，可能是内存不够。", "减少 --jobs；再出现请告诉开发者。"),
        ("no-cluster", "用不了集群", "--cluster 的地址连不上、没有工作进程，或版本与本机不同。", "检查地址；在每台机器上装同样的版本。"),
        ("missing-extra", "缺少可选的组件", "用到了集群或存储，却没有安装所需的组件。", "按提示用 pip 安装。"),
    ),
    "presence": (
        ("indicator-missing", "缺少指标数字",
         "支部类型把这项指标列为必填，年度记录的 figures 里却没有；文中会留【待补充】。", "在 figures 里补上这项数字。", "content/types 里本型的 indicators"),
        ("indicator-low", "指标低于最低要求",
         "figures 里的数低于支部类型给这项指标定的最低要求。", "核对数字；属实的在“存在的问题”里说明。", "content/types 里本型的 minimum"),
        ("type-empty", "选用的类型没有内容",
         "branch.yaml 选了这一型，年度记录的 sections 里却没有它的工作，这一章会只剩宗旨。", "写上这一型的工作，或不选这一型。", "本支部选用的支部类型"),
        ("no-problems", "没有“存在的问题”",
         "总结要写问题和整改措施。可以从活动记录里找依据：哪几个月没有开会、到会率低在哪里。", "在 problems 里写问题、表现和整改措施。", _GENRE),
        ("no-plan", "没有下一步计划", "总结要写下一年的打算（plan）。", "在 plan 里写下一年的任务。", _GENRE),
        ("last-problem-untold", "上年问题没有交代",
         "上一年记录里尚未解决的问题，今年要在 followups 里写明已整改还是仍在整改。", "在 followups 里逐条写明。", "上级检查的常见内容：上年问题清单逐条销号"),
    ),
    "frequency": (
        ("too-few", "次数不够",
         "活动记录里这一类会议或活动少于规定的次数，并列出缺的月份或季度。没有设支委会、党小组的支部不查对应的会。",
         "漏记的补记；没有开的写进“存在的问题”。", f"{_REGULATION}第十一至十九条"),
        ("below-local-minimum", "少于本单位要求的次数",
         "少于 content/checks.yaml 里 minimums 定的次数。条例没有规定党课次数，各地要求不同，由各单位自定。",
         "漏记的补记；要求变了就改 minimums。", "本单位要求（content/checks.yaml）"),
        ("no-quorum", "到会人数不足半数",
         "支部党员大会、支委会的实到人数不到应到人数的一半，不能作出决议。", "核对人数；属实的会议要重开。", f"{_REGULATION}第十一、十二条"),
        ("present-over-due", "实到多于应到",
         "实到人数多于应到人数；列席人员不计入应到、实到。", "核对人数，列席人员另记。", "会议记录的通行要求"),
        ("training-hours", "人均学时不足",
         "按活动记录算出的人均集中学习学时不足 32 学时。", "漏记学时的补记。", "《中国共产党党员教育管理工作条例》：党员每年集中学习培训一般不少于32学时"),
    ),
    "consistency": (
        ("stated-not-derived", "所写的数与活动记录不符",
         "figures 里既写了 value 又写了 log（或名称就是某类活动的次数），两数不一致。", "改正数字，或补记活动；只写 log 就由程序算出。", "数字以活动记录为准"),
        ("parts-not-total", "分项之和不等于总数",
         "figures 的 parts、党员队伍的正式与预备、图表各项相加，与总数不一致。", "核对各项和总数。", "统计的通行要求：分项之和等于总数"),
        ("shares-not-whole", "百分比相加不是 100%",
         "饼图、环图的百分比之和与 100% 相差超过 1 个百分点。", "核对各项百分比。", "统计的通行要求"),
        ("fact-disagrees", "同一事实两处不同",
         "正文、幻灯片、讲稿、表格、图表或荣誉里的数，与 figures、活动记录里同一项的数不一致。概数按其含义比较：130余篇与134篇一致。",
         "按提示里的两处核对，改成一致。", _ONE_FIGURE),
        ("unknown-citation", "没有这个标题的表或图", "文中写了 见表《…》 或 见图《…》，记录里没有这个标题。", "改正标题；全部写法见 tables.md。"),
        ("ambiguous-citation", "几张表或几张图同一个标题", "文中引用的标题不止一张表或一张图用它，不知道引的是哪一张。", "把标题改成不同的。"),
        ("fact-unlike", "可能是同一事实，两处不同",
         "与某项数字单位相同、前后文字相近，数却不同；或两处文字相同而数不同；或与某个数只差一位，像是笔误。",
         "是同一件事的改成一致；不是的不必改。", _ONE_FIGURE),
        ("event-other-year", "活动日期不在本年", "活动记录里的日期不在本年度之内。", "改正日期，或移到那一年的记录。", "年度记录只记当年的活动"),
        ("date-unplaced", "日期在日历上找不到",
         "活动的日期（正月初八、近期）排不出先后，照写的次序放，次数只计入合计；写错的日期（5月12曰）也在这里列出。",
         "要排到某一天的另写 sort，如 sort: 2月5日；写错的改正。", "日期照原样写，排得出的才排"),
        ("signed-out-of-season", "成文日期离本年度太远", "年度总结一般在当年 11 月到次年 4 月之间成文。", "核对 signed。", "年度总结的通行做法"),
        ("other-year", "出现别的年份",
         "以别的年份开头（“2021年，我支部……”）或写成“2021年度”，像是从往年材料复制来的；计划里写的不是下一年。“2021年以来”不算。",
         "改成本年；确是往年的事，写明“2021年以来”之类。", "复制往年材料的常见疏漏"),
        ("other-unit", "出现别的支部或单位的名称",
         "文中出现内容文件夹里另一个支部的名称。", "改成本支部；确有往来的，在 content/checks.yaml 的 allow 里列出。", "复制别人材料的常见疏漏"),
        ("growth-disagrees", "同比与两年的数不符",
         "文中的同比增长、下降，与本年、上年记录里的数算出来的不一致。", "改正同比，或核对两年的数。", "同比＝（本年－上年）÷上年"),
        ("growth-unproven", "同比没有依据可核对",
         "文中写了同比，但没有上一年的记录，或对不上是哪一项数字。", "添加上一年的记录，或自行核对。", "同比＝（本年－上年）÷上年"),
    ),
    "wording": (
        ("wording-error", "表述有误", "与词库（content/lexicon）里已核实的规范表述不符。只指出，不代改。", "按提示改。", _LEXICON),
        ("wording-doubt", "表述可疑", "与词库里尚未核实的条目不符，或要看上下文才能断定。", "看上下文判断；词库有误的改词库。", _LEXICON),
        ("list-incomplete", "并列内容不全", "规范表述的各项列了大半，缺了某一项。", "补全。", _LEXICON),
        ("list-order", "并列内容次序不对", "规范表述的各项次序固定，这里次序不同。", "按规范的次序排。", _LEXICON),
        ("wrong-verb", "动词搭配不对", "增强“四个意识”、坚定“四个自信”、做到“两个维护”，动词各有归属。", "换成规范的动词。", _LEXICON),
        ("quotes-missing", "缺少引号", "“三会一课”“两个确立”等缩略语要加引号。", "加上引号。", _LEXICON),
        ("stale-term", "提法与年份不符", "提法只用于某些年份：学习教育的名称各年不同，会议召开前后的说法也不同。", "换成这一年的提法。", _LEXICON),
        ("scrubbed-text", "残留的隐去文字", "“党的XX大”“***”“××”是范文网站隐去的文字或没有填写的空格。", "补上原来的文字。", "复制范文的常见疏漏"),
        ("no-lexicon", "没有词库",
         "工作区里没有 content/lexicon，规范表述、错字和空话都没有检查。程序自己不记任何提法。",
         "从 reportgen new 建的工作区里复制 content/lexicon。", "词库随 reportgen new 生成，由本单位维护"),
    ),
    "style": (
        ("titles-unlike", "小标题不对仗", "同一章里各小标题的分句数不同，或字数相差较多。", "改成结构一致。", "公文写作的通行做法：同级标题结构一致"),
        ("title-verb-repeated", "小标题开头重复", "同一章里两个小标题用同样的词开头。", "换一个词。", "公文写作的通行做法：不重复用词"),
        ("empty-phrase", "空泛的话", "“进一步加强”“狠抓落实”这类话所在的句子里没有数字，也没有具体做法。", "写上数字或做法，或删去。", "中央八项规定精神：改进文风，力求简短务实"),
        ("long-sentence", "句子过长", "一句话超过 content/checks.yaml 里 sentence 定的字数（缺省 150 字）。", "拆成几句。", "公文写作的通行做法"),
        ("same-opening", "段落开头雷同", "连着三段用同样的四个字开头。", "换一种开头。", "公文写作的通行做法"),
        ("method-count", "名称里的数与条目数不同",
         "“六责工作法”应有六条：名称、count 与 items 的条数不一致。", "补全条目；资料没有给全的，写上 note 就不再提示。", "名称与内容一致"),
    ),
}
# fmt: on

#: code → its row
CODES: Mapping[str, Code] = {
    row[0]: Code(row[0], group, *row[1:]) for group, rows in _ROWS.items() for row in rows
}

"""Makes the Word fixtures: python-docx writes them, LibreOffice saves one again.

    pip install python-docx
    python3 tests/rules/documents/make_docx.py
"""

import pathlib
import subprocess
import tempfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

OUT = pathlib.Path(__file__).parent / "fixtures"
W = nsdecls("w")


def numbering(document):
    """Three lists: 一、/（一）/1. in one, 问题 marks in another."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    levels = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text) in enumerate(levels)
    )
    root.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="1">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))


def listed(document, text, level):
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
    )
    return paragraph


def automatic_numbers():
    document = Document()
    numbering(document)
    document.add_paragraph("区住建局领导班子2024年度民主生活会对照检查材料", style="Title")
    document.add_paragraph("按照会议要求，局领导班子开展集中学习8次，现将有关情况报告如下。")
    listed(document, "检视查摆的主要问题", 0)
    listed(document, "带头严守政治纪律和政治规矩方面", 1)
    listed(document, "请示报告不够及时。重要情况口头汇报多、书面报告少。", 2)
    listed(document, "研究部署不够深入。传达学习多，比如，城市更新工作只开过一次专题会。", 2)
    listed(document, "带头敢于担责、勇于创新方面", 1)
    listed(document, "老旧小区改造推进不快。施工组织粗放，三个小区超期。", 2)
    listed(document, "破解难题办法少。对物业纠纷习惯当中间人。", 2)
    listed(document, "原因剖析", 0)
    listed(document, "党性锻炼不够严格。忙于业务，疏于学习。", 1)
    listed(document, "群众观念有所淡化。坐等上门多。", 1)
    listed(document, "整改措施", 0)
    listed(document, "提高政治站位。落实请示报告清单。", 1)
    listed(document, "加快改造进度。每周现场调度。", 1)
    document.save(OUT / "20-automatic-numbers.docx")


def merged_table():
    document = Document()
    document.add_heading("县供销社领导班子2023年度民主生活会整改清单", level=1)
    table = document.add_table(rows=6, cols=7)
    rows = [
        ["序号", "对照方面", "存在问题", "整改措施", "责任领导", "责任部门", "完成时限"],
        ["1", "理论学习方面", "集中学习不够规范。有两次以会代学。", "制订年度学习计划", "吴国平", "综合科", "2024年3月31日"],
        ["", "", "", "每次学习有记录有签到", "吴国平", "综合科", "2024年3月31日"],
        ["2", "担当作为方面", "农资储备调度不灵敏", "建立旬报制度", "郑洁", "业务科\n财务科", "6月底前"],
        ["3", "", "基层社改造进展慢", "分社包干推进", "郑洁", "业务科", "年底前"],
        ["说明：时限以实际批复为准", "", "", "", "", "", ""],
    ]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column))
    table.cell(3, 1).merge(table.cell(4, 1))
    table.cell(5, 0).merge(table.cell(5, 6))
    for row in table.rows:
        for cell in row.cells:
            for paragraph in list(cell.paragraphs):
                if not paragraph.text and len(cell.paragraphs) > 1:
                    paragraph._p.getparent().remove(paragraph._p)
    document.save(OUT / "21-merged-table.docx")


def changes_and_boxes():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "一是页眉不是问题。"
    document.add_heading("2025年度民主生活会个人对照检查材料", level=1)
    document.add_paragraph("我认真对照，现汇报如下：")
    document.add_heading("一、存在问题", level=2)
    document.add_heading("带头固本培元、增强党性方面", level=3)
    paragraph = document.add_paragraph("一是学习")
    paragraph._p.append(parse_xml(
        f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>十分</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(
        f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>不够</w:t></w:r></w:ins>'))
    paragraph.add_run("自觉。靠集中安排多。")
    split = document.add_paragraph("二是党性")
    split._p.get_or_add_pPr().append(parse_xml(
        f'<w:rPr {W}><w:del w:id="3" w:author="a"/></w:rPr>'))
    document.add_paragraph("锻炼有放松。组织生活请假两次。")
    document.add_heading("带头干事创业、担当作为方面", level=3)
    box = document.add_paragraph()
    box._p.append(parse_xml(
        f'<w:r {W}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f'<w:p><w:r><w:t>一是斗争精神不强。碰到矛盾绕着走。</w:t></w:r></w:p>'
        f'</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'))
    document.add_paragraph("二是创新意识不足。沿用老办法。")
    document.add_heading("二、原因分析", level=2)
    document.add_paragraph("一是思想懈怠。").add_run("放松了要求。")
    document.add_heading("三、努力方向", level=2)
    document.add_paragraph("（一）加强学习。").add_run().add_break()
    document.paragraphs[-1].add_run("（二）勇于担当。")
    document.save(OUT / "22-changes-and-boxes.docx")


def saved_again():
    """LibreOffice writes its own numbering, styles and runs."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder,
             str(OUT / "20-automatic-numbers.docx")],
            check=True, capture_output=True, timeout=120)
        made = pathlib.Path(folder) / "20-automatic-numbers.docx"
        (OUT / "23-saved-by-libreoffice.docx").write_bytes(made.read_bytes())


def other_formats():
    """The same documents as LibreOffice saves them, for formats.rs; it loses tracked changes in pages."""
    for suffix, names in [("doc", [20, 21, 22]), ("odt", [20, 21, 22]), ("html", [20, 21])]:
        files = [str(next(OUT.glob(f"{name}-*.docx"))) for name in names]
        subprocess.run(
            ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(OUT.parent / "formats"), *files],
            check=True, capture_output=True, timeout=240)


automatic_numbers()
merged_table()
changes_and_boxes()
saved_again()
other_formats()

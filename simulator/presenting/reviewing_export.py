"""As what the review writes sessions for other programs."""

from dataclasses import dataclass

from simulator.presenting.reviewing_words import ReviewWord


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of file: how it is called, the ending of its name ("" for a folder) and what makes it (`app.export_files`
    knows it by this name)."""

    id: str
    word: ReviewWord
    ending: str
    to: str


KINDS = (
    ExportKind("xlsx", ReviewWord.TO_XLSX, ".xlsx", "xlsx"),
    ExportKind("csv", ReviewWord.TO_CSV, ".csv", "csv"),
    ExportKind("pdf", ReviewWord.TO_PDF, ".pdf", "pdf"),
    ExportKind("pdfs", ReviewWord.TO_PDFS, "", "pdf"),
    ExportKind("xapi", ReviewWord.TO_XAPI, ".jsonl", "xapi"),
    ExportKind("xes", ReviewWord.TO_XES, ".xes", "xes"),
)
KIND = {one.id: one for one in KINDS}

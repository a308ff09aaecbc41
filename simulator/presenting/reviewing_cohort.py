"""What the review says of a cohort: sentences beside its pictures."""

from dataclasses import dataclass

from simulator.presenting.charts import Chart


@dataclass(frozen=True, slots=True)
class CohortView:
    """`strip`: the three small pictures above the table; `pictures`: the whole page. `doubt`: what so many do alike
    that the protocol may be at fault, with its reason. `none`: why there are no pictures. `about`: whose they are."""

    strip: tuple[Chart, ...] = ()
    pictures: tuple[Chart, ...] = ()
    sentences: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    none: str = ""
    about: str = ""

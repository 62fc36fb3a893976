"""Every check of a statement against the words it cites, in the order of its findings."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from qa.checks.attribution import check_attribution
from qa.checks.belonging import check_belonging
from qa.checks.comention import check_company
from qa.checks.dates import check_dates
from qa.checks.deeds import check_deeds
from qa.checks.figures import check_figures
from qa.checks.modality import check_modality
from qa.checks.names import check_names
from qa.checks.negation import check_negation
from qa.checks.opposites import check_opposites
from qa.checks.quotations import check_quotations
from qa.checks.roles import check_roles
from qa.checks.voices import check_voices
from qa.statement import CheckResult

Check = Callable[[str, Sequence[str]], CheckResult]


class Reach(Enum):
    """How far around the sentences that bear on a statement a check may look."""

    TOLD = auto()  # these sentences alone
    BESIDE = auto()  # and the one before and the one behind each
    FIGURED = auto()  # these, and the years that the article's day gives
    DATED = auto()  # and the days that their weekdays stand for
    NAMED = auto()  # further off, where the text begins, its title and outlet


# In the order in which a person would want to read the findings.
CHECKS: tuple[tuple[Check, Reach], ...] = (
    (check_quotations, Reach.BESIDE),
    (check_figures, Reach.FIGURED),
    (check_dates, Reach.DATED),
    (check_names, Reach.NAMED),
    (check_negation, Reach.TOLD),
    (check_modality, Reach.TOLD),
    (check_roles, Reach.TOLD),
    (check_deeds, Reach.TOLD),
    (check_opposites, Reach.TOLD),
    (check_belonging, Reach.TOLD),
    (check_company, Reach.TOLD),
    (check_attribution, Reach.TOLD),
    (check_voices, Reach.TOLD),
)

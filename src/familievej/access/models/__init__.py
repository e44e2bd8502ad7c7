# SPDX-License-Identifier: EUPL-1.2
"""What opens the gate beyond own work: consent, disclosures on other bases, emergency access."""

from familievej.access.models.answering import AnswerState, SubjectAnswer
from familievej.access.models.consent import Answer, Consent, Receiver, Signature, SignedHow, Withdrawal
from familievej.access.models.disclosure import Disclosure, LegalBasis
from familievej.access.models.emergency import EmergencyAccess
from familievej.access.models.notice import Notice, NoticeKind
from familievej.access.models.retention import RetentionRun, RunState
from familievej.access.models.review import AccessReview
from familievej.access.models.telling import Telling

__all__ = [
    "AccessReview",
    "Answer",
    "AnswerState",
    "Consent",
    "Disclosure",
    "EmergencyAccess",
    "LegalBasis",
    "Notice",
    "NoticeKind",
    "Receiver",
    "RetentionRun",
    "RunState",
    "Signature",
    "SignedHow",
    "SubjectAnswer",
    "Telling",
    "Withdrawal",
]

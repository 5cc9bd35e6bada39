"""The audit trail: who did what, when, to what; written in the transaction that did it."""

import json

from data.ledger.database import Writing
from data.ledger.rights import Actor
from data.ledger.schema import audit


def record(
    writing: Writing, actor: Actor | None, action: str, subject: object, **detail: object
) -> None:
    """Write one line of the trail; no actor is the program itself."""
    writing.connection.execute(
        audit.insert().values(
            at=writing.at,
            account=actor.account if actor else None,
            action=action,
            subject=str(subject),
            detail=json.dumps(detail, ensure_ascii=False, default=str),
        )
    )

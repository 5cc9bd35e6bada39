"""`import values FILE`: a file of figures read, held against the ledger, and kept."""

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from data.commands import tables, workspaces, writer
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.deciding import batch as brought
from data.intake.deciding.answers import described, subject
from data.intake.deciding.intake import Intake
from data.ledger.rights import Actor
from data.messages import said
from data.records.append import append, check
from data.records.batches import Content
from data.records.decisions import answers as decisions
from data.records.opening import Ledger, open_ledger
from data.words import Words
from geo.faults import Fault, Faulty, Severity, note, refuse, stops


def values(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print what a file would bring and what the ledger says of it; keep it where that is asked."""
    if not asked.path.is_file():
        raise Faulty([refuse("path_missing", asked.path)])
    apart.warm()
    with closing(open_ledger(workspaces.chosen())) as ledger:
        actor, now = writer.writer(ledger.database, asked), ledger.snapshot()
        original, answers = tables.received(asked.path), tables.read_decisions(asked.decisions)
        checksum = hashlib.sha256(original).hexdigest()
        known = decisions.known(ledger.database, checksum, answers)
        intake = apart.take(original, asked.path.name, now, decisions=known, day=asked.day)
        reused = _reused(intake, answers, now, words)
        intake = replace(intake, notes=(*intake.notes, *reused))
        content = brought.content(intake, original, answers)
        batch, wrong = _kept(
            ledger, actor, content, asked, now.revision, whole=_whole(intake, asked)
        )
    ready = _whole(intake, asked) and not stops(wrong)
    if asked.json:
        told = tables.as_object(intake, now.catalogue, words)
        told |= {"ledger": said(wrong, words), "batch": batch}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        tables.summary(intake, now, words)
    leaves = asked.leave_out_refused and intake.taken
    own = _left_out(intake.faults) if leaves else intake.faults
    return [*own, *wrong, *writer.outcome(asked, actor, batch, ready=ready)]


def _reused(
    intake: Intake, given: Mapping[str, str], now: Snapshot, words: Words
) -> Iterator[Fault]:
    """Yield each answer of an earlier file that decided something in this one."""
    for key, answer in intake.used.items():
        if key not in given:
            about = subject(words, now, intake.texts, key)
            meant = described(words, now, answer)
            yield note("answer_reused", key, question=about, answer=meant)


def _whole(intake: Intake, asked: argparse.Namespace) -> bool:
    """Say whether nothing of a file waits for a person."""
    refused = bool(intake.refused) and not asked.leave_out_refused
    return bool(intake.taken) and not intake.doubtful and not refused


def _kept(
    ledger: Ledger,
    actor: Actor,
    content: Content,
    asked: argparse.Namespace,
    seen: int,
    *,
    whole: bool,
) -> tuple[int | None, list[Fault]]:
    """Append the batch where that is asked and nothing is against it; return what is."""
    database, files = ledger.database, ledger.files
    wrong = check(database, files, actor, content, again=asked.again, seen=seen) if whole else []
    if not (whole and asked.commit) or stops(wrong):
        return None, wrong
    try:
        return append(database, files, actor, content, again=asked.again, seen=seen), wrong
    except Faulty as error:  # somebody else wrote in between
        return None, list(error.faults)


def _left_out(faults: Sequence[Fault]) -> list[Fault]:
    """Return faults of which what is refused is only said: the person leaves it out."""
    refused = Severity.REFUSE
    return [replace(f, severity=Severity.NOTE) if f.severity is refused else f for f in faults]

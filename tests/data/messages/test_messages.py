"""Every fault has one sentence for what is wrong and one for what to do."""

from collections import Counter

import pytest

from data.intake.reading import opening
from data.messages import TOPICS, say
from data.words import LANGUAGES, Words
from geo.faults import Faulty


def test_no_code_is_said_by_two_topics_with_words_of_their_own():
    said = Counter(code for topic in TOPICS for code in topic.MESSAGES)
    assert not [code for code, times in said.items() if times > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_that_is_too_large_is_told_its_size_and_what_may_be_sent(language):
    with pytest.raises(Faulty) as refused:
        opening.read(b"x" * (opening.LARGEST + opening.MEGABYTE), "so-lieu.xlsx")
    [fault] = refused.value.faults
    what, _cure = say(fault, Words(language))
    assert "51" in what
    assert "50" in what

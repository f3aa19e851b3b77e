import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from bigsky.clinic.evidence import queries as evidence
from bigsky.ketamine import library

pytestmark = pytest.mark.django_db

# What no page may say: approval that does not exist, promises, sales talk.
FORBIDDEN = (
    r"FDA[- ]approved", r"\bapproved for depression", r"\bsafe\b", r"\bsafely\b", r"\bcures?\b", r"\bcured\b",
    r"guarantee", r"success rate", r"\bproven\b", r"breakthrough", r"miracle", r"life[- ]changing",
    r"risk[- ]free", r"no side effects", r"\bwill (help|heal|cure|work)\b", r"testimonial", r"don.t worry",
    r"clinically proven", r"most effective", r"\bbest\b", r"limited time", r"\bsuccess",
)  # fmt: skip
PAGES = ["public:answer", "public:request", "account_login"]


def words_of(client, name):
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    return strip_tags(re.sub(r"<(title|script|style).*?</\1>", " ", page.content.decode(), flags=re.DOTALL))


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize("name", PAGES)
def test_no_public_page_claims_more_than_the_evidence(client, name):
    words = words_of(client, name)
    # "not approved" and "nobody can say for whom it will work" deny; they do not claim.
    words = re.sub(r"(?i)nobody can say beforehand for whom it will work", "", words)
    found = [each for each in FORBIDDEN if re.search(each, words, re.IGNORECASE)]
    assert not found


@pytest.mark.hazard("H-11")
def test_every_sentence_of_the_evidence_is_on_the_page_with_its_source(client):
    page = words_of(client, "public:answer")
    answer = evidence.public_answer()
    flat = " ".join(page.split())
    for claims in answer.claims.values():
        assert claims
        for claim in claims:
            assert claim.references
            assert " ".join(claim.text.split()) in flat.replace("&#x27;", "'").replace("&gt;", ">")
    for source in answer.sources:
        assert source.trust in flat


@pytest.mark.hazard("H-11")
def test_changing_a_row_changes_the_sentence():
    tables = {
        name: [dict(row.cells) for row in getattr(library.evidence(), name)]
        for name in ("pooled", "trials", "side_effects", "facts")
    }
    tables["pooled"][0]["active_percent"] = "11"
    changed = evidence.answer_from(type(library.evidence()).from_rows(tables))
    assert "about 11 in 100" in changed.claims["helps"][0].text
    assert "about 11 in 100" not in evidence.public_answer().claims["helps"][0].text


@pytest.mark.hazard("H-11")
def test_trials_that_found_nothing_stand_in_picture_and_table_like_the_others(client):
    page = client.get(reverse("public:answer")).content.decode()
    answer = evidence.public_answer()
    assert answer.unclear_trials > 0
    for trial in answer.trials:
        assert page.count(trial.label) >= 3
    assert page.count("no clear difference") >= answer.unclear_trials


@pytest.mark.hazard("H-11")
def test_the_page_says_that_this_is_not_an_approved_use_before_any_number(client):
    words = words_of(client, "public:answer")
    assert "off label" in words
    assert words.index("not approved") < words.index("in 100")


def test_there_is_one_main_action_and_help_in_a_crisis(client, settings):
    page = client.get(reverse("public:answer")).content.decode()
    main = set(re.findall(r'class="button main" href="([^"]+)"', page))
    assert main == {reverse("public:request")}
    assert f'href="tel:{settings.CRISIS_LINE_NUMBER}"' in page


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_carry_no_inline_style_or_script(client, name):
    page = client.get(reverse(name), follow=True)
    text = page.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


def syllables(word):
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))))


def test_the_answer_can_be_read_at_about_twelve_years(client):
    # Flesch-Kincaid grade over what we write ourselves; names of papers and trials are not ours to simplify.
    page = client.get(reverse("public:answer")).content.decode()
    article = page.split('<article class="answer">')[1].split('<section aria-labelledby="sources">')[0]
    article = re.sub(r"<(svg|table|details)\b.*?</\1>", " ", article, flags=re.DOTALL)
    blocks = re.findall(r"<(?:p|li|h1|h2)\b[^>]*>(.*?)</(?:p|li|h1|h2)>", article, re.DOTALL)
    prose = [strip_tags(re.sub(r'<span class="references">.*?</span>', "", each)).strip() for each in blocks]
    sentences = [each for block in prose for each in re.split(r"[.:!?;…]\s|[.:!?;…]$", block) if each.strip()]
    words = [word for each in sentences for word in re.findall(r"[A-Za-z’']+", each)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade < 7, grade

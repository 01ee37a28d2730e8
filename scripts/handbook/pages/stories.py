"""The pages of the worked stories: a project told in the shape of the worksheet, with the notebook that computes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from handbook import cache, contract, timing
from handbook.model import Page, Story
from handbook.pages import links, markup, notebook
from handbook.pages.book import Book, duration, fill, template
from handbook.pages.care import care
from handbook.pages.question import part, preview

LINE = (
    "Small real projects from end to end, told as a project is told in an interview. A notebook computes every number."
)


def pages(book: Book) -> Iterator[Page]:
    """The list of stories, and a page for each."""
    yield Page(
        "stories/", "Worked stories", LINE, fill(book, "stories.html", "stories/", line=LINE), edit=template("stories")
    )
    for story in book.stories:
        yield _page(book, story)


def _page(book: Book, story: Story) -> Page:
    """The page of a story, kept by what it shows."""
    noted = care(book, story, links.story(story.slug))
    decided_by = (story.document.digest, book.frame, book.linked(story), noted["due"], noted["corrected"])
    return Page(**cache.kept("story page", decided_by, lambda: asdict(_made(book, story))))


def _made(book: Book, story: Story) -> Page:
    base = links.story(story.slug)
    setting = markup.Setting(story.document, base, book.linked(story), book.render)
    spoken = {part.title for part in contract.PARTS[contract.STORY] if part.spoken}
    parts = [(section.title in spoken, part(section, setting)) for section in story.document.sections]
    body = fill(
        book,
        "story.html",
        base,
        story=story,
        title=markup.inline(story.document.body.heading, setting),
        told=[shown for said, shown in parts if said],
        details=[shown for said, shown in parts if not said],
        aloud=duration(timing.spoken_seconds(story.document)),
        notebook=notebook.address(story.slug),
        file=notebook.file(story.slug),
        **care(book, story, base),
        proof="Every number is computed by the notebook, and a test compares them.",
    )
    head = preview(book, story.title, story.gist, book.settings.site_url + base, "article")
    return Page(
        base,
        story.title,
        story.gist,
        body,
        edit=story.path,
        head=head,
        mathematics=setting.mathematics,
        indexed=story.published,
    )

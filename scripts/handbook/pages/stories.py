"""The pages of the worked stories: a project told in the shape of the worksheet, with the notebook that computes it."""

from __future__ import annotations

from handbook import contract, timing
from handbook.model import Page, Planned, Story
from handbook.pages import links, markup, notebook
from handbook.pages.book import Book, duration, fill, planned, template
from handbook.pages.care import care
from handbook.pages.question import part, preview

LINE = (
    "Small real projects from end to end, told as a project is told in an interview. A notebook computes every number."
)


def page(book: Book) -> Page:
    """The list of stories."""
    body = fill(book, "stories.html", "stories/", line=LINE)
    return Page("stories/", "Worked stories", LINE, body, edit=template("stories"))


def plan(book: Book, story: Story) -> Planned:
    """The page of a story. What it shows decides it."""
    address = links.story(story.slug)
    noted = care(book, story, address)
    shown = (story.document.digest, book.frame, book.linked(story))
    return planned((*shown, noted["due"], noted["corrected"]), address, lambda: _page(book, story))


def _page(book: Book, story: Story) -> Page:
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

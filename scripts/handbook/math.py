"""Mathematics: LaTeX to HTML with MathML by KaTeX, inside Python; and to plain text for search and feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer


Render = Callable[[str, bool], str]

KATEX = Path(__file__).resolve().parent.parent / "vendor" / "katex" / "katex.min.js"
SECONDS = 2.0
LONGEST = 4_000  # characters; the longest formula of a page has a few hundred
LARGEST = 400_000  # characters of HTML that one formula may become
MEMORY = 256 * 1024 * 1024
FEW, TOGETHER = 20, 200
"""From how many formulas on it pays to set them together, and how many are set at once."""

# KaTeX's words (a pattern) and ours, for the complaints that writers meet.
MESSAGES = (
    (r"Undefined control sequence: (\\\S+)", "{0} is not a command that KaTeX knows"),
    (r"Expected 'EOF', got '(.*)'", "{0} does not belong here"),
    (r"Expected '?(.*?)'?, got 'EOF'", "the formula ends where {0} is expected"),
    (r"Expected '?(.*?)'?, got '(.*)'", "{1} stands where {0} is expected"),
    (r"Expected (& or .*)", "{0} is expected: a row or the environment is not closed"),
    (r"Unexpected end of input in a macro argument, expected '(.*)'", "the formula ends where {0} is expected"),
    (r"Expected group (?:after|as argument to) '(.*)'", "{0} wants something in braces after it"),
    (r"Double (sub|super)script", "two {0}scripts on one symbol; put braces around the first"),
    (r"Too many expansions", "a command defined in the formula repeats without end"),
    (r"HTML extension is disabled", "{command} is not allowed here"),
    (r"% comment has no terminating newline", "% begins a comment; write \\%"),
    (
        r"Unrecognized Unicode character|^Unexpected character|used in math mode|unicodeTextInMathMode",
        "the character is not mathematics",
    ),
    (r"^(?:LaTeX-incompatible input and strict mode is set to 'error': )?(.*?)(?: \[\w+\])?$", "{0}"),
)

# For plain text. A space after a command belongs to it.
TOKEN = re.compile(r"(\\[A-Za-z]+\*?)\s*|(\\.|\s+|.)", re.DOTALL)
# Tokens and what stands for them; a command that is in no table gives its name ("log").
DEEPEST = 50
FRACTIONS = ("frac", "dfrac", "tfrac", "binom")
SIZES = ("left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr")
ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "C": "ℂ", "Q": "ℚ"}
SUPERSCRIPTS = dict(
    zip("0123456789+-−()abcdefghijklmnoprstuvwxyzT⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ", strict=True)
)
SUBSCRIPTS = dict(zip("0123456789+-−()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
GREEK = """alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
    pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π
    Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ top ⊤ star * ast * circ ∘ prime ′
    emptyset ∅ dots … ldots … cdots … vdots … forall ∀ exists ∃ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert |
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ odot ⊙ otimes ⊗ oplus ⊕ cdot · times × setminus \\ pm ± neg ¬"""
RELATIONS = """le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ~ simeq ≃ equiv ≡ propto ∝ in ∈ notin ∉ subset ⊂ subseteq ⊆
    cup ∪ cap ∩ to → rightarrow → mapsto ↦ gets ← leftarrow ← Rightarrow ⇒ implies ⇒ iff ⇔ ll ≪ gg ≫ perp ⊥ land ∧
    lor ∨ coloneqq := colon : mid |"""
SILENT = """text mathrm mathbf mathit mathsf mathcal mathscr boldsymbol bm operatorname textbf textit textrm mathtt texttt
    displaystyle textstyle limits nolimits underbrace overbrace underline overline boxed nonumber notag mathop bf rm
    mathbin mathrel ! , : ; > ( ) [ ]"""
SYMBOLS = {
    **{f"\\{name}": "" for name in SILENT.split()},
    **{f"\\{name}": sign for name, sign in zip(*[iter(GREEK.split())] * 2, strict=True)},
    **{f"\\{name}": f" {sign} " for name, sign in zip(*[iter(RELATIONS.split())] * 2, strict=True)},
    **{f"\\{name}": " " for name in ("quad", "qquad", " ", ",", ";", ":", ">")},
    "\\\\": "; ",
    "\\{": "{",
    "\\}": "}",
    "\\|": "‖",
    "&": " ",
    "~": " ",
    "'": "′",
    "-": "−",
    "=": " = ",
    "<": " < ",
    ">": " > ",
    **{f"\\{sign}": sign for sign in "%$#&_"},
}

# A command that KaTeX distrusts (\href, \includegraphics, \htmlClass…) is by default shown in red; here it is an error.
# `strict: "error"` refuses what LaTeX itself would not accept, among it letters that are not mathematics.
# KaTeX puts elements into the leaves of MathML, where HTML knows none: an operator made of others becomes a row.
DRAW = """
const LEAVES = ["mi", "mn", "mo", "mtext"];
function mend(node) {
  const children = node.children || [];
  if (LEAVES.includes(node.type) && children.some((child) => child.type)) Object.assign(node, { type: "mrow", attributes: {} });
  children.forEach(mend);
}
function draw(tex, displayMode) {
  const trust = (context) => { throw new katex.ParseError(context.command + " is not allowed here"); };
  try {
    const tree = katex.__renderToDomTree(tex, {
      displayMode, trust, output: "htmlAndMathml", strict: "error", throwOnError: true, maxExpand: 200, maxSize: 20,
    });
    mend(tree);
    return JSON.stringify({ html: tree.toMarkup() });
  } catch (error) {
    const known = error instanceof katex.ParseError;
    const message = known ? error.rawMessage || error.message : "it is nested too deeply";
    const position = known && Number.isInteger(error.position) ? error.position : null;
    return JSON.stringify({ message, position });
  }
}
"""


# The width of what cannot be broken over lines, from the boxes that KaTeX itself makes. It knows the width of every
# symbol; letters of a word become one box with the width of the first, so words are measured by kinds of letters.
MEASURE = r"""
const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
const LETTERS = [[/[ijltfrI.,:;!|'()\[\]]/, 0.32], [/[mwMW]/, 0.8], [/[A-Z]/, 0.7], [/[\s\u00a0]/, 0.25], [/\u200b/, 0]];
const em = (length) => (/em$/.test(length || "") ? parseFloat(length) : 0);
const letter = (sign) => (LETTERS.find(([kind]) => kind.test(sign)) || [null, 0.49])[1];
function width(node) {
  if (typeof node.text === "string") {
    const signs = [...node.text];
    const sum = signs.length > 1 ? signs.reduce((all, sign) => all + letter(sign), 0) : node.width || 0;
    return sum + Math.max(0, node.italic || 0);
  }
  const classes = (node.classes || []).join(" ");
  const inside = (node.children || []).map(width);
  const stacked = /\bvlist(-t)?\b/.test(classes);
  let own = stacked ? Math.max(0, ...inside) : inside.reduce((all, part) => all + part, 0);
  const size = /reset-size(\d+) size(\d+)/.exec(classes);
  if (size) own *= SIZES[size[2] - 1] / SIZES[size[1] - 1];
  if (/nulldelimiter/.test(classes)) own += 0.12;
  const style = node.style || {};
  own = Math.max(own, em(style.width), em(style.minWidth));
  return ["marginLeft", "marginRight", "paddingLeft", "paddingRight"].reduce((all, side) => all + em(style[side]), own);
}
function pieces(node) {
  return (node.classes || []).includes("katex-base") ? [width(node)] : (node.children || []).flatMap(pieces);
}
function widest(tex) {
  return Math.max(0, ...pieces(katex.__renderToHTMLTree(tex, { displayMode: false, strict: false, throwOnError: false })));
}
"""


class LatexError(Exception):
    """A formula that cannot be set: `message` says why; `position` is the offset into it from 0, or None."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


_DRAWN: dict[tuple[str, bool], str] = {}
_MEASURED: dict[str, float] = {}
"""What this process has set and measured: it depends on the formula alone."""


@contextmanager
def renderer(ahead: Iterable[tuple[str, bool]] = ()) -> Iterator[Render]:
    """A function (tex, display) → HTML that raises LatexError; good inside the `with` block, equal formulas are set
    once. Those of `ahead` are set together, for a third of the time; what fails there fails again when it is asked for.
    KaTeX is started when it is first needed. Not for several threads."""
    _draw_together([key for key in dict.fromkeys(ahead) if key not in _DRAWN and len(key[0]) <= LONGEST])
    with _when_needed(DRAW) as context:

        def render(tex: str, display: bool) -> str:
            key = (tex, display)
            if key not in _DRAWN:
                _DRAWN[key] = _draw(context, tex, display)
            return _DRAWN[key]

        yield render


def _draw_together(formulas: list[tuple[str, bool]]) -> None:
    """Set many formulas; most of the time of a single one goes into asking for it."""
    if len(formulas) < FEW:
        return
    with _when_needed(DRAW) as context:
        for start in range(0, len(formulas), TOGETHER):
            batch = formulas[start : start + TOGETHER]
            program = f"JSON.stringify({json.dumps(batch)}.map((formula) => JSON.parse(draw(...formula))))"
            try:
                answers = _asked(context, program)
            except LatexError:
                return  # one of them is too much, and says so when it is asked for alone
            for key, answer in zip(batch, answers, strict=True):
                if len(answer.get("html", "")) in range(1, LARGEST + 1):
                    _DRAWN[key] = answer["html"]


@contextmanager
def measure() -> Iterator[Callable[[str], float]]:
    """A function from a formula that can be set to the width, in em, of its widest part that is never broken over
    lines; good inside the `with` block. Within a tenth of what a browser shows. Started when it is first needed."""
    with _when_needed(MEASURE) as context:

        def widest(tex: str) -> float:
            if tex not in _MEASURED:
                _MEASURED[tex] = float(str(context().eval(f"widest({json.dumps(tex)})", timeout_sec=SECONDS)))
            return _MEASURED[tex]

        yield widest


@contextmanager
def _when_needed(program: str) -> Iterator[Callable[[], MiniRacer]]:
    """A function that gives KaTeX with a program of ours, started at its first call and ended with the block."""
    from py_mini_racer import MiniRacer  # loads much that a check without a new formula does not need

    with ExitStack() as stack:
        started: list[MiniRacer] = []

        def context() -> MiniRacer:
            if not started:
                started.append(stack.enter_context(MiniRacer()))
                started[0].set_hard_memory_limit(MEMORY)
                started[0].eval(KATEX.read_text("utf-8") + program)
            return started[0]

        yield context


def _asked(context: Callable[[], MiniRacer], program: str) -> Any:
    """What a program with KaTeX gives, as JSON. LatexError if it takes too long or too much."""
    from py_mini_racer import JSEvalException, JSTimeoutException

    try:
        return json.loads(str(context().eval(program, timeout_sec=SECONDS)))
    except JSTimeoutException:
        raise LatexError(f"the formula takes longer than {SECONDS:g} seconds") from None
    except JSEvalException:
        raise LatexError("the formula takes too much memory") from None


def _draw(context: Callable[[], MiniRacer], tex: str, display: bool) -> str:
    if len(tex) > LONGEST:
        raise LatexError(f"the formula is longer than {LONGEST:,} characters", LONGEST)
    answer = _asked(context, f"draw({json.dumps(tex)}, {json.dumps(display)})")
    if "message" in answer:
        raise _error(tex, answer["message"], answer["position"])
    html: str = answer["html"]
    if len(html) > LARGEST:
        raise LatexError("the formula becomes too large a piece of HTML")
    return html


def _error(tex: str, message: str, units: int | None) -> LatexError:
    """KaTeX's complaint as ours. It counts UTF-16 units, Python counts code points."""
    position = None
    if units is not None:
        position = len(tex.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
    for pattern, words in MESSAGES:
        if match := re.search(pattern, message):
            command = next(iter(re.findall(r"\\(?:html[A-Z]\w*|href|url|includegraphics)", tex)), "")
            message = words.format(*match.groups(), command=command)
            break
    if position is None and (match := re.match(r"\\\w+|%", message)):
        position = tex.find(match[0]) if match[0] in tex else None
    if message.startswith("the character") and position is not None:
        message = f"the character U+{ord(tex[position]):04X} is not mathematics; inside \\text{{…}} letters may be any"
    return LatexError(message, position)


def plain(tex: str) -> str:
    r"""The formula as a line of plain text, as one would type it: `\frac{a+1}{b}^2` becomes "(a+1)/b²".

    For search and feeds, so it never fails. Limits: the labels of braces and the rows of matrices lose their places, a
    power of a fraction needs its own parentheses, and a command that is not in the tables gives its name.
    """
    tokens = [match[1] or match[2] for match in TOKEN.finditer(tex[:LONGEST])][::-1]
    parts: list[str] = []
    while tokens:
        parts.append(_sequence(tokens, 0))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _sequence(tokens: list[str], depth: int) -> str:
    """The text of the tokens (the next one last) up to a closing brace, which is taken too."""
    text, after_word = "", False
    while tokens and tokens[-1] != "}":
        name = tokens[-1][1:]
        item = _item(tokens, depth)
        word = item == name and item.isalpha()
        text += " " + item if (word or after_word) and text[-1:].isalnum() and item[:1].isalnum() else item
        after_word = word
    if tokens:
        tokens.pop()
    return text


def _item(tokens: list[str], depth: int) -> str:
    """The text of the next token, with its arguments if it takes any."""
    piece = tokens.pop()
    name = piece[1:].rstrip("*") if piece[0] == "\\" else ""
    if depth > DEEPEST:
        return ""
    if piece == "{":
        return _sequence(tokens, depth + 1)
    if piece in ("^", "_"):
        return _script(piece, _argument(tokens, depth))
    if name in FRACTIONS:
        return f"{_whole(_argument(tokens, depth))}/{_whole(_argument(tokens, depth))}"
    if name == "sqrt":
        return "√" + _whole(_argument(tokens, depth))
    if name in ACCENTS:
        base = _argument(tokens, depth)
        return base + ACCENTS[name] if len(base) == 1 else base
    if name == "mathbb":
        base = _argument(tokens, depth)
        return SETS.get(base, base)
    if name in ("begin", "end"):
        _argument(tokens, depth)
        return " "
    if name in SIZES:
        return _item(tokens, depth).strip(".") if tokens else ""
    return SYMBOLS.get(piece, name or piece)


def _argument(tokens: list[str], depth: int) -> str:
    """The text of what a command applies to: a group, or the next token."""
    while tokens and tokens[-1].isspace():
        tokens.pop()
    return _item(tokens, depth + 1).strip() if tokens and tokens[-1] != "}" else ""


def _whole(text: str) -> str:
    """The text, in parentheses unless it is one number, name or power."""
    return text if re.fullmatch(r"[\w.ᵀ′̂̄̃!]*", text) else f"({text})"


def _script(mark: str, text: str) -> str:
    """A superscript (`mark` "^") or subscript: in small characters if Unicode has all of them."""
    if text in ("′", "*", "∘"):
        return "°" if text == "∘" else text
    text = text.replace(" ", "") if "=" in text or mark == "^" else text
    if not text:
        return ""
    table = SUPERSCRIPTS if mark == "^" else SUBSCRIPTS
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    bare = len(text) == 1 or (text.isalnum() and mark == "_") or re.fullmatch(r"\([^()]*\)", text)
    return mark + (text if bare else f"({text})")

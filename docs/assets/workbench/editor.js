/** The editor: CodeMirror for Python, with one line that can be marked. */

import { defaultKeymap, history, historyKeymap, indentWithTab } from "../vendor/codemirror/codemirror-commands.js";
import { python } from "../vendor/codemirror/codemirror-lang-python.js";
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "../vendor/codemirror/codemirror-language.js";
import { EditorState, StateEffect, StateField } from "../vendor/codemirror/codemirror-state.js";
import {
  Decoration,
  EditorView,
  drawSelection,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "../vendor/codemirror/codemirror-view.js";
import { tags } from "../vendor/codemirror/lezer-highlight.js";

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.self], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)" },
  { tag: tags.definition(tags.function(tags.variableName)), color: "var(--code-name)" },
]);

const mark = StateEffect.define();
const marked = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    if (transaction.docChanged) value = Decoration.none; // the line was edited: the mark has done its work
    for (const effect of transaction.effects) {
      if (effect.is(mark)) {
        const at = effect.value && transaction.state.doc.line(effect.value).from;
        value = effect.value ? Decoration.set([Decoration.line({ class: "cm-marked" }).range(at)]) : Decoration.none;
      }
    }
    return value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {HTMLElement} parent
 * @param {{label: string, described: string, change: (text: string) => void, run: () => void}} options
 *   `described` is the id of the hint on how to leave the editor by keyboard
 */
export function createEditor(parent, { label, described, change, run }) {
  let quiet = false;
  const view = new EditorView({
    parent,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      EditorState.allowMultipleSelections.of(true),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      python(),
      syntaxHighlighting(COLORS),
      marked,
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": described, tabindex: "0" }),
      keymap.of([
        { key: "Mod-Enter", run: () => (run(), true), preventDefault: true },
        ...defaultKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !quiet) change(update.state.doc.toString());
      }),
    ],
  });
  return {
    get: () => view.state.doc.toString(),
    /** Replace the whole text; it can be undone, and `change` is not called. */
    set(text) {
      quiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      quiet = false;
    },
    /** Mark a line, from 1, and bring it into view; null takes the mark away. A line that is not there is left out. */
    mark(line) {
      const there = line && line >= 1 && line <= view.state.doc.lines ? line : null;
      const effects = [mark.of(there)];
      if (there) effects.push(EditorView.scrollIntoView(view.state.doc.line(there).from, { y: "center" }));
      view.dispatch({ effects });
    },
    goTo(line) {
      const there = Math.min(Math.max(1, line), view.state.doc.lines);
      view.dispatch({ selection: { anchor: view.state.doc.line(there).from }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
  };
}

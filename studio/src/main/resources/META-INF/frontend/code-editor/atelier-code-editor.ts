/**
 * `<atelier-code-editor>`: CodeMirror 6 behind our own names.
 *
 * Properties
 * - `value: string` the text; setting it keeps the cursor and fires nothing
 * - `language: 'javascript' | 'html' | 'velocity'` (velocity is shown as HTML)
 * - `readonly: boolean`
 * - `label: string` accessible name; `hint: string` accessible description: how to leave with the keyboard
 * - `completions: {label, type?, info?, detail?, apply?}[]` offered beside those of the language
 * - `diagnostics: {line, column, endLine?, endColumn?, severity, message}[]` lines and columns from 1
 * - `phrases: Record<string, string>` translations of CodeMirror's own texts, by their English text
 *
 * Events
 * - `value-changed` `{value}` 150 ms after the last change, and on blur, run and save
 * - `run-requested` `{value}` on Mod-Enter; `save-requested` `{value}` on Mod-s
 *
 * Methods: `focusEditor()`, `insertAtCursor(text)`.
 *
 * Keyboard: Tab indents; Escape, then Tab or Shift-Tab, leaves the editor.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, Prec, type Extension, type Text } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { SchemeWatcher } from '../shared/colours';
import { define, emit, THEME_CSS, upgradeProperties } from '../shared/element';

export interface EditorCompletion {
  label: string;
  type?: string;
  info?: string;
  detail?: string;
  apply?: string;
}

export interface EditorDiagnostic {
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

const CHANGE_DELAY = 150;

const fromServer = Annotation.define<boolean>();

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'light-dark(#8a2be2, #c9a0ff)' },
  { tag: [tags.string, tags.special(tags.string), tags.attributeValue], color: 'light-dark(#1a7340, #8fd6a8)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'light-dark(#b0480c, #ffb27a)' },
  { tag: tags.regexp, color: 'light-dark(#a31545, #ff9dbb)' },
  { tag: [tags.comment, tags.meta], color: 'light-dark(#667085, #8b95a5)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'light-dark(#2450c8, #8fb4ff)' },
  { tag: [tags.definition(tags.variableName), tags.className], color: 'light-dark(#175e75, #7fd0e6)' },
  { tag: [tags.tagName, tags.angleBracket], color: 'light-dark(#2450c8, #8fb4ff)' },
  { tag: [tags.attributeName, tags.propertyName], color: 'light-dark(#7a4a00, #e6c07b)' },
  { tag: tags.invalid, color: 'light-dark(#b3261e, #ff9d94)' },
]);

const editorTheme = EditorView.theme({
  '&': { height: '100%', color: 'var(--_text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily:
      'var(--atelier-code-font, ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace)',
    fontSize: 'var(--_font-size-s)',
    lineHeight: '1.55',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--_accent)', padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--_accent)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--_muted)',
    border: 'none',
    borderInlineEnd: '1px solid var(--_line)',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 12px', minWidth: '2.2em' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--_accent) 7%, transparent)',
  },
  '.cm-activeLineGutter': { color: 'var(--_text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--_accent) 24%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--_accent) 16%, transparent)' },
  '.cm-searchMatch': { backgroundColor: 'light-dark(#ffe58f, #665200)' },
  '.cm-searchMatch-selected': { backgroundColor: 'light-dark(#ffc53d, #997700)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--_accent) 22%, transparent)',
    color: 'inherit',
  },
  '.cm-foldGutter .cm-gutterElement': { cursor: 'pointer', opacity: '0.65' },
  '.cm-tooltip': {
    backgroundColor: 'var(--_surface)',
    color: 'var(--_text)',
    border: '1px solid var(--_line)',
    borderRadius: 'var(--_radius)',
    boxShadow: 'var(--_shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 10px', maxWidth: '22rem', overflow: 'auto' },
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'inherit',
    fontSize: 'var(--_font-size-s)',
    maxHeight: '16rem',
    borderRadius: 'var(--_radius)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', lineHeight: '1.5' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'color-mix(in srgb, var(--_accent) 18%, transparent)',
    color: 'inherit',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: 'var(--_accent-text)' },
  '.cm-completionDetail': { color: 'var(--_muted)', fontStyle: 'normal' },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--_font)', fontSize: 'var(--_font-size-s)' },
  '.cm-diagnostic-error': { borderInlineStart: '4px solid var(--_red)' },
  '.cm-diagnostic-warning': { borderInlineStart: '4px solid var(--_orange)' },
  '.cm-diagnostic-info': { borderInlineStart: '4px solid var(--_blue)' },
  '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': {
    backgroundImage: 'none',
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationThickness: '1.2px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--_red)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--_orange)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--_blue)' },
  '.cm-gutter-lint': { width: '1.2em' },
  '.cm-lint-marker': { content: 'normal', width: '0.7em', height: '0.7em', margin: '0.4em 0 0 0.15em' },
  '.cm-lint-marker-error': { content: 'normal', borderRadius: '50%', backgroundColor: 'var(--_red)' },
  '.cm-lint-marker-warning': {
    content: 'normal',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
    backgroundColor: 'var(--_orange)',
  },
  '.cm-lint-marker-info': { content: 'normal', borderRadius: '2px', backgroundColor: 'var(--_blue)' },
  '.cm-panels': {
    backgroundColor: 'color-mix(in srgb, var(--_text) 4%, var(--_surface))',
    color: 'var(--_text)',
    fontFamily: 'var(--_font)',
    fontSize: 'var(--_font-size-s)',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--_line)' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 10px' },
  '.cm-panel.cm-search label': { fontSize: 'inherit', marginInlineEnd: '10px' },
  '.cm-panel.cm-search [name=close]': {
    fontSize: '18px',
    right: '6px',
    top: '6px',
    width: '24px',
    height: '24px',
    color: 'var(--_muted)',
  },
  '.cm-textfield': {
    fontSize: 'inherit',
    padding: '3px 8px',
    borderRadius: '6px',
    color: 'var(--_text)',
    backgroundColor: 'var(--_surface)',
    border: '1px solid var(--_line)',
  },
  '.cm-button': {
    fontSize: 'inherit',
    padding: '3px 10px',
    borderRadius: '6px',
    color: 'var(--_text)',
    backgroundImage: 'none',
    backgroundColor: 'var(--_surface)',
    border: '1px solid var(--_line)',
    cursor: 'pointer',
  },
  '.cm-button:active': { backgroundImage: 'none' },
});

const TEMPLATE = `
  <style>
    ${THEME_CSS}
    :host {
      display: block;
      position: relative;
      min-height: 8rem;
      height: 20rem;
      box-sizing: border-box;
      border: 1px solid var(--vaadin-border-color, var(--_line));
      border-radius: var(--_radius);
      background: var(--_surface);
      overflow: hidden;
    }
    :host(:focus-within) {
      outline: 2px solid var(--_ring);
      outline-offset: -1px;
    }
    #mount {
      height: 100%;
    }
  </style>
  <div id="mount"></div>
  <span id="hint" class="visually-hidden"></span>
`;

class AtelierCodeEditor extends HTMLElement {
  private readonly root: ShadowRoot;
  private readonly view: EditorView;
  private readonly languageSetting = new Compartment();
  private readonly readonlySetting = new Compartment();
  private readonly labelSetting = new Compartment();
  private readonly darkSetting = new Compartment();
  private readonly phraseSetting = new Compartment();
  private readonly scheme = new SchemeWatcher(() => this.applyScheme());
  /** One and the same function: CodeMirror tells sources apart by identity. */
  private readonly completionSource = [{ autocomplete: (context: CompletionContext) => this.complete(context) }];
  private languageName = 'javascript';
  private isReadonly = false;
  private labelText = '';
  private hintText = 'Tab indents. To leave the editor, press Escape, then Tab.';
  private phraseTexts: Record<string, string> = {};
  private completionList: EditorCompletion[] = [];
  private diagnosticList: EditorDiagnostic[] = [];
  private changeTimer: number | undefined;
  private announcedValue = '';

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open', delegatesFocus: false });
    this.root.innerHTML = TEMPLATE;
    this.view = new EditorView({
      state: EditorState.create({ doc: '', extensions: this.extensions() }),
      parent: this.root.getElementById('mount') as HTMLElement,
      root: this.root,
    });
    this.hint = this.hintText;
  }

  connectedCallback(): void {
    upgradeProperties(this, [
      'value',
      'language',
      'readonly',
      'label',
      'hint',
      'completions',
      'diagnostics',
      'phrases',
    ]);
    this.scheme.connect(this.root);
    this.applyScheme();
    this.view.requestMeasure();
  }

  disconnectedCallback(): void {
    this.flush();
    this.scheme.disconnect();
  }

  get value(): string {
    return this.view.state.doc.toString();
  }

  set value(text: string | null | undefined) {
    const next = (text ?? '').replace(/\r\n?/g, '\n');
    const current = this.value;
    if (next !== current) {
      const { from, to, insert } = difference(current, next);
      this.view.dispatch({ changes: { from, to, insert }, annotations: fromServer.of(true) });
    }
    window.clearTimeout(this.changeTimer);
    this.changeTimer = undefined;
    this.announcedValue = next;
    this.showDiagnostics();
  }

  get language(): string {
    return this.languageName;
  }

  set language(name: string | null | undefined) {
    this.languageName = name ?? 'javascript';
    this.view.dispatch({ effects: this.languageSetting.reconfigure(languageFor(this.languageName)) });
  }

  get readonly(): boolean {
    return this.isReadonly;
  }

  set readonly(value: boolean) {
    this.isReadonly = value === true;
    this.view.dispatch({ effects: this.readonlySetting.reconfigure(EditorState.readOnly.of(this.isReadonly)) });
    this.applyLabel();
  }

  get label(): string {
    return this.labelText;
  }

  set label(text: string | null | undefined) {
    this.labelText = text ?? '';
    this.applyLabel();
  }

  get hint(): string {
    return this.hintText;
  }

  set hint(text: string | null | undefined) {
    this.hintText = text ?? '';
    (this.root.getElementById('hint') as HTMLElement).textContent = this.hintText;
  }

  get phrases(): Record<string, string> {
    return this.phraseTexts;
  }

  set phrases(texts: Record<string, string> | null | undefined) {
    this.phraseTexts = texts ?? {};
    this.view.dispatch({ effects: this.phraseSetting.reconfigure(EditorState.phrases.of(this.phraseTexts)) });
  }

  get completions(): EditorCompletion[] {
    return this.completionList;
  }

  set completions(list: EditorCompletion[] | null | undefined) {
    this.completionList = Array.isArray(list) ? list : [];
  }

  get diagnostics(): EditorDiagnostic[] {
    return this.diagnosticList;
  }

  set diagnostics(list: EditorDiagnostic[] | null | undefined) {
    this.diagnosticList = Array.isArray(list) ? list : [];
    this.showDiagnostics();
  }

  focusEditor(): void {
    this.view.focus();
  }

  insertAtCursor(text: string): void {
    if (this.isReadonly) {
      return;
    }
    this.view.dispatch(this.view.state.replaceSelection(text), { scrollIntoView: true, userEvent: 'input' });
    this.view.focus();
  }

  private extensions(): Extension[] {
    return [
      this.readonlySetting.of(EditorState.readOnly.of(false)),
      this.labelSetting.of([]),
      this.darkSetting.of([]),
      this.phraseSetting.of([]),
      this.languageSetting.of(languageFor('javascript')),
      Prec.highest(
        keymap.of([
          { key: 'Mod-Enter', preventDefault: true, run: () => this.request('run-requested') },
          { key: 'Mod-s', preventDefault: true, run: () => this.request('save-requested') },
        ]),
      ),
      lintGutter(),
      lineNumbers(),
      foldGutter(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      EditorState.allowMultipleSelections.of(true),
      EditorState.tabSize.of(2),
      indentUnit.of('  '),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ icons: false }),
      EditorState.languageData.of(() => this.completionSource),
      rectangularSelection(),
      crosshairCursor(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      syntaxHighlighting(highlighting),
      editorTheme,
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromServer))) {
          this.scheduleChange();
        }
      }),
      EditorView.domEventHandlers({ blur: () => this.flush() }),
    ];
  }

  private request(type: string): boolean {
    this.flush();
    emit(this, type, { value: this.value });
    return true;
  }

  private scheduleChange(): void {
    window.clearTimeout(this.changeTimer);
    this.changeTimer = window.setTimeout(() => this.flush(), CHANGE_DELAY);
  }

  private flush(): void {
    window.clearTimeout(this.changeTimer);
    this.changeTimer = undefined;
    const value = this.value;
    if (value !== this.announcedValue) {
      this.announcedValue = value;
      emit(this, 'value-changed', { value });
    }
  }

  private complete(context: CompletionContext): CompletionResult | null {
    const word = context.matchBefore(/[\w$.#]+/);
    if (this.completionList.length === 0 || (word === null && !context.explicit)) {
      return null;
    }
    return {
      from: word?.from ?? context.pos,
      options: this.completionList.map((entry): Completion => ({ ...entry, boost: 1 })),
      validFor: /^[\w$.#]*$/,
    };
  }

  private showDiagnostics(): void {
    const { doc } = this.view.state;
    const shown = this.diagnosticList.map((entry): Diagnostic => {
      const from = position(doc, entry.line, entry.column);
      const end =
        entry.endColumn === undefined
          ? wordEnd(doc, from)
          : position(doc, entry.endLine ?? entry.line, entry.endColumn);
      const severity = entry.severity === 'error' || entry.severity === 'warning' ? entry.severity : 'info';
      return { from: Math.min(from, end), to: Math.max(from, end), severity, message: entry.message };
    });
    this.view.dispatch(
      setDiagnostics(
        this.view.state,
        shown.sort((a, b) => a.from - b.from),
      ),
    );
  }

  private applyLabel(): void {
    const attributes: Record<string, string> = { 'aria-describedby': 'hint' };
    if (this.labelText !== '') {
      attributes['aria-label'] = this.labelText;
    }
    if (this.isReadonly) {
      attributes['aria-readonly'] = 'true';
    }
    this.view.dispatch({
      effects: this.labelSetting.reconfigure(EditorView.contentAttributes.of(attributes)),
    });
  }

  private applyScheme(): void {
    this.view.dispatch({ effects: this.darkSetting.reconfigure(EditorView.darkTheme.of(this.scheme.dark)) });
  }
}

function languageFor(name: string): Extension {
  return name === 'html' || name === 'velocity' ? html() : javascript();
}

/** The smallest replacement that turns one text into the other: selection and folds elsewhere stay. */
function difference(current: string, next: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(current.length, next.length);
  let start = 0;
  while (start < shorter && current[start] === next[start]) {
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && current[current.length - 1 - end] === next[next.length - 1 - end]) {
    end += 1;
  }
  return { from: start, to: current.length - end, insert: next.slice(start, next.length - end) };
}

function position(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(1, line || 1), doc.lines));
  return Math.min(found.from + Math.max(0, (column || 1) - 1), found.to);
}

function wordEnd(doc: Text, from: number): number {
  const line = doc.lineAt(from);
  const word = /^[\w$]+/.exec(line.text.slice(from - line.from));
  return Math.min(line.to, from + (word?.[0].length ?? 1));
}

define('atelier-code-editor', AtelierCodeEditor);

declare global {
  interface HTMLElementTagNameMap {
    'atelier-code-editor': AtelierCodeEditor;
  }
}

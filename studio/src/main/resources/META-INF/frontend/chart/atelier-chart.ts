/**
 * `<atelier-chart>`: ECharts behind our own names.
 *
 * Properties
 * - `type: 'bar' | 'bar-horizontal' | 'line' | 'pie' | 'donut' | 'funnel'`
 * - `categories: string[]`
 * - `series: {name, values: (number | null)[]}[]`, or `values: (number | null)[]` for a single series; pie, donut and
 *   funnel show the first series
 * - `colours: string[]` CSS colours, theme colours by default
 * - `title: string` visible heading; `summary: string` text alternative
 * - `valueFormat: {style?: 'decimal' | 'currency' | 'percent', currency?, locale?, compact?, digits?}`; a percent
 *   value of 0.25 shows as 25 %
 * - `labels: {category, value, share, total, empty, chart, keys}` translated texts
 *
 * Event: `slice-clicked` `{index, category, seriesIndex, series, value}` by click, or Enter or Space on a slice.
 *
 * Keyboard: Tab to the chart; left and right move over the slices, up and down over the series, Home and End jump.
 * The data are also in a visually hidden table.
 */
import { BarChart, FunnelChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { resolveColour, SchemeWatcher } from '../shared/colours';
import { define, emit, THEME_CSS, upgradeProperties } from '../shared/element';

use([
  BarChart,
  LineChart,
  PieChart,
  FunnelChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

type ChartType = 'bar' | 'bar-horizontal' | 'line' | 'pie' | 'donut' | 'funnel';

interface ChartSeries {
  name: string;
  values: (number | null)[];
}

interface ValueFormat {
  style?: 'decimal' | 'currency' | 'percent';
  currency?: string;
  locale?: string;
  compact?: boolean;
  digits?: number;
}

interface ChartLabels {
  category: string;
  value: string;
  share: string;
  total: string;
  empty: string;
  chart: string;
  keys: string;
}

interface Palette {
  text: string;
  muted: string;
  line: string;
  surface: string;
  font: string;
  colours: string[];
}

const TYPES: readonly ChartType[] = ['bar', 'bar-horizontal', 'line', 'pie', 'donut', 'funnel'];

const ENGLISH: ChartLabels = {
  category: 'Category',
  value: 'Value',
  share: 'Share',
  total: 'Total',
  empty: 'No data',
  chart: 'chart',
  keys: 'Arrow keys move over the values, Enter opens one.',
};

/** Neighbours differ in hue and in lightness, in both schemes. */
const COLOURS = [
  'light-dark(#3b5fe0, #86a2ff)',
  'light-dark(#12958a, #5fd0c4)',
  'light-dark(#e0882b, #ffbd73)',
  'light-dark(#8a4fd1, #bf99f5)',
  'light-dark(#d1466f, #ff94b3)',
  'light-dark(#5b8f1f, #a9d46e)',
  'light-dark(#1f86c4, #7cc6f2)',
  'light-dark(#a8663b, #dda77f)',
  'light-dark(#66707f, #aab4c2)',
];

const TEMPLATE = `
  <style>
    ${THEME_CSS}
    :host {
      display: flex;
      flex-direction: column;
      position: relative;
      min-width: 0;
      height: 18rem;
      color: var(--_text);
      font: var(--_font-size-s)/1.4 var(--_font);
    }
    h3 {
      margin: 0 0 4px;
      font-size: var(--_font-size);
      font-weight: 600;
    }
    h3:empty {
      display: none;
    }
    #plot {
      position: relative;
      flex: 1;
      min-height: 0;
      border-radius: var(--_radius);
    }
    #plot:focus-visible {
      outline: 2px solid var(--_ring);
      outline-offset: 2px;
    }
    #canvas {
      position: absolute;
      inset: 0;
    }
    #empty {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      color: var(--_muted);
    }
    #empty[hidden] {
      display: none;
    }
    .tip {
      display: grid;
      grid-template-columns: auto auto;
      gap: 2px 16px;
      font: var(--_font-size-s)/1.4 var(--_font);
    }
    .tip b {
      grid-column: 1 / -1;
      font-weight: 600;
    }
    .tip span:nth-of-type(even) {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    .tip i {
      display: inline-block;
      width: 8px;
      height: 8px;
      margin-inline-end: 6px;
      border-radius: 50%;
    }
  </style>
  <h3 id="title"></h3>
  <div id="plot" tabindex="0" role="application" aria-describedby="summary">
    <div id="canvas" aria-hidden="true"></div>
    <div id="empty" hidden></div>
  </div>
  <div class="visually-hidden">
    <p id="summary"></p>
    <table id="table"></table>
    <p id="live" aria-live="polite"></p>
  </div>
`;

class AtelierChart extends HTMLElement {
  private readonly root: ShadowRoot;
  private readonly plot: HTMLElement;
  private readonly canvas: HTMLElement;
  private readonly scheme = new SchemeWatcher(() => this.scheduleDraw());
  private readonly resizes = new ResizeObserver(() => this.resized());
  private chart: ECharts | null = null;
  private chartType: ChartType = 'bar';
  private categoryList: string[] = [];
  private seriesList: ChartSeries[] = [];
  private colourList: string[] = [];
  private titleText = '';
  private summaryText = '';
  private format: ValueFormat = {};
  private texts: ChartLabels = ENGLISH;
  private drawScheduled = false;
  private cursor = -1;
  private cursorSeries = 0;
  private narrow = false;
  private drawnWidth = 0;
  private drawnHeight = 0;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    this.root.innerHTML = TEMPLATE;
    this.plot = this.root.getElementById('plot') as HTMLElement;
    this.canvas = this.root.getElementById('canvas') as HTMLElement;
    this.plot.addEventListener('keydown', (event) => this.keyPressed(event));
    this.plot.addEventListener('blur', () => this.leave());
  }

  connectedCallback(): void {
    upgradeProperties(this, [
      'type',
      'categories',
      'series',
      'values',
      'colours',
      'title',
      'summary',
      'valueFormat',
      'labels',
    ]);
    this.scheme.connect(this.root);
    this.resizes.observe(this.plot);
    this.scheduleDraw();
  }

  disconnectedCallback(): void {
    this.scheme.disconnect();
    this.resizes.disconnect();
    this.chart?.dispose();
    this.chart = null;
    this.drawnWidth = 0;
  }

  get type(): string {
    return this.chartType;
  }

  set type(name: string | null | undefined) {
    this.chartType = TYPES.find((type) => type === name) ?? 'bar';
    this.scheduleDraw();
  }

  get categories(): string[] {
    return this.categoryList;
  }

  set categories(list: string[] | null | undefined) {
    this.categoryList = Array.isArray(list) ? list.map(String) : [];
    this.scheduleDraw();
  }

  get series(): ChartSeries[] {
    return this.seriesList;
  }

  set series(list: ChartSeries[] | null | undefined) {
    this.seriesList = Array.isArray(list) ? list : [];
    this.scheduleDraw();
  }

  get values(): (number | null)[] {
    return this.seriesList[0]?.values ?? [];
  }

  set values(list: (number | null)[] | null | undefined) {
    this.seriesList = Array.isArray(list) ? [{ name: '', values: list }] : [];
    this.scheduleDraw();
  }

  get colours(): string[] {
    return this.colourList;
  }

  set colours(list: string[] | null | undefined) {
    this.colourList = Array.isArray(list) ? list : [];
    this.scheduleDraw();
  }

  /** Not the global attribute: a heading, without a tooltip over the whole chart. */
  override get title(): string {
    return this.titleText;
  }

  override set title(text: string | null | undefined) {
    this.titleText = text ?? '';
    this.scheduleDraw();
  }

  get summary(): string {
    return this.summaryText;
  }

  set summary(text: string | null | undefined) {
    this.summaryText = text ?? '';
    this.scheduleDraw();
  }

  get valueFormat(): ValueFormat {
    return this.format;
  }

  set valueFormat(format: ValueFormat | null | undefined) {
    this.format = format ?? {};
    this.scheduleDraw();
  }

  get labels(): ChartLabels {
    return this.texts;
  }

  set labels(texts: Partial<ChartLabels> | null | undefined) {
    this.texts = { ...ENGLISH, ...texts };
    this.scheduleDraw();
  }

  private get round(): boolean {
    return this.chartType === 'pie' || this.chartType === 'donut' || this.chartType === 'funnel';
  }

  /** The series that are drawn: a round chart has room for one. */
  private get drawn(): ChartSeries[] {
    return this.round ? this.seriesList.slice(0, 1) : this.seriesList;
  }

  private get empty(): boolean {
    return (
      this.categoryList.length === 0 || !this.drawn.some((series) => series.values.some((value) => value !== null))
    );
  }

  private scheduleDraw(): void {
    if (!this.drawScheduled && this.isConnected) {
      this.drawScheduled = true;
      queueMicrotask(() => {
        this.drawScheduled = false;
        if (this.isConnected) {
          this.draw();
        }
      });
    }
  }

  /** Labels and legend depend on the width, so a resize draws anew. */
  private resized(): void {
    const { clientWidth, clientHeight } = this.plot;
    if (clientWidth > 0 && (clientWidth !== this.drawnWidth || clientHeight !== this.drawnHeight)) {
      this.scheduleDraw();
    }
  }

  private draw(): void {
    this.describe();
    const { clientWidth, clientHeight } = this.plot;
    if (clientWidth === 0 || clientHeight === 0) {
      // Hidden, for example in a closed tab: the resize observer comes back.
      return;
    }
    const resized = this.drawnWidth > 0 && (clientWidth !== this.drawnWidth || clientHeight !== this.drawnHeight);
    this.drawnWidth = clientWidth;
    this.drawnHeight = clientHeight;
    this.narrow = clientWidth < 420;
    if (this.chart === null) {
      this.chart = init(this.canvas, undefined, { renderer: 'svg' });
      this.chart.on('click', (event) => this.sliceClicked(event.dataIndex, event.seriesIndex ?? 0));
    } else {
      this.chart.resize();
    }
    this.chart.setOption(this.empty ? {} : { ...this.option(), ...(resized ? { animation: false } : {}) }, {
      notMerge: true,
    });
  }

  /** Everything for those who do not see the drawing. */
  private describe(): void {
    const byId = (id: string): HTMLElement => this.root.getElementById(id) as HTMLElement;
    const { texts } = this;
    byId('title').textContent = this.titleText;
    byId('summary').textContent = [this.summaryText, this.empty ? texts.empty : texts.keys].filter(Boolean).join(' ');
    byId('empty').textContent = texts.empty;
    byId('empty').hidden = !this.empty;
    this.plot.setAttribute('aria-label', this.titleText || this.summaryText || texts.chart);
    this.plot.setAttribute('aria-roledescription', texts.chart);
    const table = byId('table') as HTMLTableElement;
    table.replaceChildren();
    table.createCaption().textContent = this.titleText || this.summaryText;
    const head = table.createTHead().insertRow();
    for (const text of [texts.category, ...this.drawn.map((series) => series.name || texts.value)]) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = text;
      head.append(cell);
    }
    const body = table.createTBody();
    this.categoryList.forEach((category, index) => {
      const row = body.insertRow();
      const cell = document.createElement('th');
      cell.scope = 'row';
      cell.textContent = category;
      row.append(cell);
      this.drawn.forEach((series) => {
        row.insertCell().textContent = this.formatted(series.values[index]);
      });
    });
  }

  private palette(): Palette {
    const colour = (expression: string): string => resolveColour(this.root, expression);
    const wanted = this.colourList.length > 0 ? this.colourList : COLOURS;
    return {
      text: colour('var(--_text)'),
      muted: colour('var(--_muted)'),
      line: colour('var(--_line)'),
      surface: colour('var(--_surface)'),
      font: getComputedStyle(this).fontFamily,
      colours: wanted.map(colour),
    };
  }

  private option(): EChartsCoreOption {
    const palette = this.palette();
    return {
      color: palette.colours,
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      animationDuration: 300,
      animationDurationUpdate: 200,
      textStyle: { fontFamily: palette.font, color: palette.text },
      aria: { enabled: false },
      tooltip: {
        trigger: this.round ? 'item' : 'axis',
        confine: true,
        axisPointer: {
          type: this.chartType === 'line' ? 'line' : 'shadow',
          lineStyle: { color: palette.muted },
          shadowStyle: { color: palette.muted, opacity: 0.1 },
        },
        backgroundColor: palette.surface,
        borderColor: palette.line,
        textStyle: { color: palette.text },
        formatter: (hovered: unknown) => this.tooltip(hovered),
      },
      legend: this.legend(palette),
      ...(this.round ? this.roundOption(palette) : this.axisOption(palette)),
    };
  }

  /** A round chart of middle width has its legend at the side, where the names are read best. */
  private get legendBeside(): boolean {
    return this.narrow && this.plot.clientWidth >= 260;
  }

  private legend(palette: Palette): Record<string, unknown> | undefined {
    if (this.chartType === 'funnel' || (this.round ? !this.narrow : this.drawn.length < 2)) {
      return undefined;
    }
    const common = {
      type: 'scroll',
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 8,
      pageTextStyle: { color: palette.muted },
      pageIconColor: palette.text,
      pageIconInactiveColor: palette.line,
    };
    if (!this.round || !this.legendBeside) {
      return { ...common, bottom: 0, left: 'center', itemGap: 16, textStyle: { color: palette.text } };
    }
    const values = this.drawn[0]?.values ?? [];
    return {
      ...common,
      orient: 'vertical',
      left: '56%',
      top: 'middle',
      itemGap: 10,
      formatter: (name: string) => {
        const value = this.formatted(values[this.categoryList.indexOf(name)], true);
        return `{value|${value}}  {name|${plainLabel(name)}}`;
      },
      textStyle: {
        width: Math.round(this.plot.clientWidth * 0.44) - 24,
        overflow: 'truncate',
        rich: { value: { color: palette.muted }, name: { color: palette.text } },
      },
    };
  }

  private axisOption(palette: Palette): EChartsCoreOption {
    const horizontal = this.chartType === 'bar-horizontal';
    const withLegend = this.drawn.length > 1;
    const width = this.plot.clientWidth;
    const slot = (width - 64) / Math.max(1, this.categoryList.length);
    const categoryAxis = {
      type: 'category',
      data: this.categoryList,
      inverse: horizontal,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        color: palette.muted,
        overflow: 'truncate',
        // Every bar has its name while there is room for a few letters of it.
        ...(horizontal
          ? { interval: 0, width: Math.min(140, Math.round(width * 0.36)) }
          : slot >= 44
            ? { interval: 0, width: Math.floor(slot) - 6 }
            : { hideOverlap: true, width: 96 }),
      },
      boundaryGap: this.chartType !== 'line',
    };
    const valueAxis = {
      type: 'value',
      splitNumber: this.narrow ? 3 : 4,
      axisLabel: { color: palette.muted, hideOverlap: true, formatter: (value: number) => this.formatted(value, true) },
      splitLine: { lineStyle: { color: palette.line } },
    };
    return {
      grid: {
        left: 4,
        right: 12,
        top: 12,
        bottom: withLegend ? 36 : 4,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: horizontal ? valueAxis : categoryAxis,
      yAxis: horizontal ? categoryAxis : valueAxis,
      series: this.drawn.map((series) => ({
        name: series.name,
        type: this.chartType === 'line' ? 'line' : 'bar',
        data: this.categoryList.map((_, index) => series.values[index] ?? null),
        barMaxWidth: 36,
        itemStyle: this.chartType === 'line' ? {} : { borderRadius: horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0] },
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 2.5 },
        showSymbol: this.categoryList.length <= 31,
        triggerLineEvent: false,
        emphasis: { focus: 'none', itemStyle: { borderColor: palette.text, borderWidth: 2 } },
      })),
    };
  }

  private roundOption(palette: Palette): EChartsCoreOption {
    const values = this.drawn[0]?.values ?? [];
    const data = this.categoryList.map((name, index) => ({ name, value: values[index] ?? 0 }));
    const label = {
      color: palette.text,
      // The value first: a long name is cut at its end.
      formatter: ({ dataIndex }: { dataIndex: number }) =>
        `{value|${this.formatted(values[dataIndex], this.narrow)}}  {name|${plainLabel(this.categoryList[dataIndex])}}`,
      rich: { value: { color: palette.muted }, name: { color: palette.text } },
      overflow: 'truncate',
    };
    const emphasis = { label: { fontWeight: 'bold' }, itemStyle: { borderColor: palette.text, borderWidth: 2 } };
    if (this.chartType === 'funnel') {
      return {
        series: [
          {
            type: 'funnel',
            sort: 'none',
            left: 8,
            width: this.narrow ? '46%' : '54%',
            top: 8,
            bottom: 8,
            gap: 3,
            minSize: '4%',
            data,
            label: {
              ...label,
              position: 'right',
              width: Math.round(this.plot.clientWidth * (this.narrow ? 0.44 : 0.38)),
            },
            labelLine: { length: 12, lineStyle: { color: palette.line } },
            itemStyle: { borderWidth: 0 },
            emphasis,
          },
        ],
      };
    }
    const beside = this.legendBeside;
    const centre = beside ? ['27%', '50%'] : ['50%', this.narrow ? '44%' : '50%'];
    const outer = beside ? Math.round(Math.min(this.plot.clientWidth * 0.25, this.plot.clientHeight * 0.42)) : '76%';
    const inner = typeof outer === 'number' ? Math.round(outer * 0.64) : '50%';
    return {
      series: [
        {
          type: 'pie',
          center: centre,
          radius: [this.chartType === 'donut' ? inner : 0, outer],
          data,
          minAngle: 2,
          padAngle: 1,
          label: { ...label, show: !this.narrow },
          labelLine: { show: !this.narrow, lineStyle: { color: palette.muted } },
          itemStyle: { borderRadius: 3 },
          emphasis: { ...emphasis, scaleSize: 4 },
        },
      ],
    };
  }

  /** Built from nodes: a category is a user's text, and never markup. */
  private tooltip(hovered: unknown): HTMLElement {
    const points = (Array.isArray(hovered) ? hovered : [hovered]) as {
      dataIndex: number;
      seriesIndex?: number;
      color?: string;
    }[];
    const tip = document.createElement('div');
    tip.className = 'tip';
    const index = points[0]?.dataIndex ?? -1;
    const heading = document.createElement('b');
    heading.textContent = this.categoryList[index] ?? '';
    tip.append(heading);
    for (const point of points) {
      const series = this.drawn[point.seriesIndex ?? 0];
      const name = document.createElement('span');
      const dot = document.createElement('i');
      dot.style.background = String(point.color ?? 'currentColor');
      name.append(dot, series?.name || this.texts.value);
      const value = document.createElement('span');
      value.textContent = this.formatted(series?.values[index]);
      tip.append(name, value);
      if (this.round) {
        const shareName = document.createElement('span');
        shareName.textContent = this.texts.share;
        const share = document.createElement('span');
        share.textContent = this.share(index);
        tip.append(shareName, share);
      }
    }
    return tip;
  }

  private share(index: number): string {
    const values = this.drawn[0]?.values ?? [];
    const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    const part = total === 0 ? 0 : (values[index] ?? 0) / total;
    return numberFormat({ locale: this.format.locale ?? '', style: 'percent', digits: 1 }, false).format(part);
  }

  private formatted(value: number | null | undefined, short = false): string {
    return value === null || value === undefined ? '–' : numberFormat(this.format, short).format(value);
  }

  private sliceClicked(index: number, seriesIndex: number): void {
    const series = this.drawn[seriesIndex];
    const category = this.categoryList[index];
    if (series !== undefined && category !== undefined) {
      emit(this, 'slice-clicked', {
        index,
        category,
        seriesIndex,
        series: series.name,
        value: series.values[index] ?? null,
      });
    }
  }

  private keyPressed(event: KeyboardEvent): void {
    if (this.empty || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const last = this.categoryList.length - 1;
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowLeft':
        this.moveTo(event.key === forward ? this.cursor + 1 : this.cursor <= 0 ? last : this.cursor - 1);
        break;
      case 'ArrowDown':
      case 'ArrowUp':
        if (this.drawn.length > 1) {
          const step = event.key === 'ArrowDown' ? 1 : this.drawn.length - 1;
          this.cursorSeries = (this.cursorSeries + step) % this.drawn.length;
          this.moveTo(Math.max(0, this.cursor));
        } else {
          this.moveTo(event.key === 'ArrowDown' ? this.cursor + 1 : this.cursor <= 0 ? last : this.cursor - 1);
        }
        break;
      case 'Home':
        this.moveTo(0);
        break;
      case 'End':
        this.moveTo(last);
        break;
      case 'Enter':
      case ' ':
        if (this.cursor >= 0) {
          this.sliceClicked(this.cursor, this.cursorSeries);
        }
        break;
      case 'Escape':
        if (this.cursor < 0) {
          return;
        }
        this.leave();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  private moveTo(index: number): void {
    this.cursor = index >= this.categoryList.length ? 0 : index;
    this.cursorSeries = Math.min(this.cursorSeries, this.drawn.length - 1);
    const target = { seriesIndex: this.cursorSeries, dataIndex: this.cursor };
    this.chart?.dispatchAction({ type: 'downplay' });
    this.chart?.dispatchAction({ type: 'highlight', ...target });
    this.chart?.dispatchAction({ type: 'showTip', ...target });
    const series = this.drawn[this.cursorSeries];
    const parts = [
      this.drawn.length > 1 ? (series?.name ?? '') : '',
      `${this.categoryList[this.cursor] ?? ''}: ${this.formatted(series?.values[this.cursor])}`,
      this.round ? `${this.texts.share} ${this.share(this.cursor)}` : '',
    ];
    (this.root.getElementById('live') as HTMLElement).textContent = parts.filter(Boolean).join(', ');
  }

  private leave(): void {
    this.cursor = -1;
    this.chart?.dispatchAction({ type: 'downplay' });
    this.chart?.dispatchAction({ type: 'hideTip' });
    (this.root.getElementById('live') as HTMLElement).textContent = '';
  }
}

/** Braces and bars would be read as the drawing library's own markup. */
function plainLabel(text: string | undefined): string {
  return (text ?? '').replace(/[{}|]/g, ' ');
}

function numberFormat(format: ValueFormat, short: boolean): Intl.NumberFormat {
  const style = format.style === 'currency' && !format.currency ? 'decimal' : (format.style ?? 'decimal');
  const options: Intl.NumberFormatOptions = {
    style,
    maximumFractionDigits: format.digits ?? (style === 'percent' ? 1 : 2),
  };
  if (style === 'currency') {
    options.currency = format.currency;
    options.currencyDisplay = 'narrowSymbol';
    options.minimumFractionDigits = 0;
  }
  if (short || format.compact === true) {
    options.notation = 'compact';
    options.maximumFractionDigits = 1;
  }
  try {
    return new Intl.NumberFormat(format.locale?.replace('_', '-') || undefined, options);
  } catch {
    // An unknown currency or locale must not cost the whole chart.
    return new Intl.NumberFormat();
  }
}

define('atelier-chart', AtelierChart);

declare global {
  interface HTMLElementTagNameMap {
    'atelier-chart': AtelierChart;
  }
}

/**
 * Loads our heavy custom elements when the first of a kind is attached. The server calls `atelierElements.load(tag)`;
 * properties that are set before the definition are kept (`upgradeProperties`).
 */
const LOADERS: Record<string, () => Promise<unknown>> = {
  'atelier-chart': () => import('../chart/atelier-chart'),
  'atelier-code-editor': () => import('../code-editor/atelier-code-editor'),
  'atelier-dashboard-grid': () => import('../dashboard-grid/atelier-dashboard-grid'),
  'atelier-sortable': () => import('../sortable/atelier-sortable'),
  'atelier-widget-frame': () => import('../widget-frame/atelier-widget-frame'),
};

(window as unknown as { atelierElements: unknown }).atelierElements = {
  load: (tag: string): void => {
    void LOADERS[tag]?.();
  },
};

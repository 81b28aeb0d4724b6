package io.atelier.platform.analytics;

import io.atelier.platform.common.Label;
import io.atelier.platform.record.AggregateQuery.Measure;

/**
 * One component of a dashboard: a figure, or a chart of figures by group.
 *
 * @param id unique in its dashboard
 * @param groupBy API name of the field whose values make the groups; empty for a number
 * @param measured API name of the number field that is figured of; empty for a count
 * @param criteria which records count, as text; empty for all
 */
public record ComponentDef(
        String id,
        Label title,
        Kind kind,
        String module,
        String groupBy,
        Measure measure,
        String measured,
        String criteria,
        Place place) {

    /** How a component shows its figures. */
    public enum Kind {
        NUMBER,
        BAR,
        FUNNEL,
        DONUT
    }

    /** Where it stands on a grid of {@link #COLUMNS} columns, in cells from 0. */
    public record Place(int x, int y, int w, int h) {
        public static final int COLUMNS = 12;

        public Place {
            if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > COLUMNS || y > 10_000 || h > 100) {
                throw new IllegalArgumentException("no such place on the grid: " + x + "," + y + " " + w + "×" + h);
            }
        }
    }

    public ComponentDef at(Place newPlace) {
        return new ComponentDef(id, title, kind, module, groupBy, measure, measured, criteria, newPlace);
    }
}

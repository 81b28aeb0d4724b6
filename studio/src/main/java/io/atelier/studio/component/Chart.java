package io.atelier.studio.component;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A chart with its data as a hidden table for screen readers. Arrow keys move over the slices. */
@Tag("atelier-chart")
@NpmPackage(value = "echarts", version = "6.1.0")
public final class Chart extends LazyElement {

    public Chart(Type type) {
        setType(type);
    }

    /** Pie, donut and funnel show the first series only. */
    public enum Type {
        BAR,
        BAR_HORIZONTAL,
        LINE,
        PIE,
        DONUT,
        FUNNEL
    }

    /** One named row of values, one per category; null is a gap. */
    public record Series(String name, List<@Nullable Double> values) {}

    /** What was chosen; {@code value} is null where there is none. */
    public record Slice(
            int index,
            String category,
            int seriesIndex,
            String series,
            @Nullable Double value) {}

    /**
     * How values are written.
     *
     * @param currency ISO 4217 code, for {@link Style#CURRENCY} only
     * @param compact writes 1.2M for 1,200,000
     * @param digits decimals; empty for what the style has
     */
    public record ValueFormat(
            Style style, Optional<String> currency, Locale locale, boolean compact, Optional<Integer> digits) {
        /** A percent value of 0.25 shows as 25 %. */
        public enum Style {
            DECIMAL,
            CURRENCY,
            PERCENT
        }
    }

    /** Texts of the chart itself. */
    public record Labels(
            String category, String value, String share, String total, String empty, String chart, String keys) {}

    public void setType(Type type) {
        getElement().setProperty("type", type.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public void setData(List<String> categories, List<Series> series) {
        getElement().setPropertyList("categories", categories);
        getElement().setPropertyList("series", series);
    }

    /** Sets CSS colours; an empty list stands for the theme's. */
    public void setColours(List<String> colours) {
        getElement().setPropertyList("colours", colours);
    }

    /** Sets the visible heading and the text alternative. */
    public void setTitle(String title, String summary) {
        getElement().setProperty("title", title);
        getElement().setProperty("summary", summary);
    }

    public void setValueFormat(ValueFormat format) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("style", format.style().name().toLowerCase(Locale.ROOT));
        properties.put("locale", format.locale().toLanguageTag());
        properties.put("compact", format.compact());
        format.currency().ifPresent(code -> properties.put("currency", code));
        format.digits().ifPresent(digits -> properties.put("digits", digits));
        getElement().setPropertyMap("valueFormat", properties);
    }

    public void setLabels(Labels labels) {
        getElement().setPropertyBean("labels", labels);
    }

    /** Calls the listener when a slice is clicked, or chosen by Enter or Space. */
    public Registration addSliceListener(Consumer<Slice> listener) {
        return ElementEvents.listen(this, "slice-clicked", Slice.class, listener);
    }
}

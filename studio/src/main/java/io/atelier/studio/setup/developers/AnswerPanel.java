package io.atelier.studio.setup.developers;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.atelier.studio.component.CodeText;
import io.atelier.studio.component.Formats;
import org.springframework.http.HttpStatus;

/** The answer to a call: status, time, headers, body. */
final class AnswerPanel extends Div {
    private final Formats formats;

    AnswerPanel(Formats formats) {
        this.formats = formats;
        addClassNames("card", "door");
        setId("console-answer");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", getTranslation("developer.answer"));
        Paragraph none = new Paragraph(getTranslation("developer.answer.none"));
        none.addClassName("hint");
        add(new H2(getTranslation("developer.answer")), none);
    }

    void show(ConsoleAnswer answer) {
        removeAll();
        Span status = new Span(answer.status() + reason(answer.status()));
        status.addClassNames("run-state", answer.isGood() ? "run-done" : "run-failed");
        status.setId("console-status");
        Span facts = new Span(getTranslation(
                "developer.answer.facts",
                formats.number().format(answer.took().toMillis()),
                formats.number().format(answer.bytes())));
        facts.addClassName("field-label");
        Div line = new Div(status, facts);
        line.addClassName("tools");
        line.getElement().setAttribute("aria-live", "polite");
        add(new H2(getTranslation("developer.answer")), line);
        if (answer.cut()) {
            Paragraph cut = new Paragraph(
                    getTranslation("developer.answer.cut", formats.number().format(ConsoleDoor.MAX_SHOWN)));
            cut.addClassName("notice");
            add(cut);
        }
        if (answer.body().isEmpty()) {
            Paragraph empty = new Paragraph(
                    getTranslation(answer.bytes() == 0 ? "developer.answer.empty" : "developer.answer.binary"));
            empty.addClassName("hint");
            add(empty);
        } else {
            CodeText body = new CodeText(
                    getTranslation("developer.body"),
                    getTranslation("apiclient.copy"),
                    getTranslation("apiclient.copied"));
            body.setAreaId("console-answer-body");
            body.setCode(answer.body());
            body.setAreaMaxHeight("32rem");
            add(body);
        }
        add(headers(answer));
    }

    private static String reason(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "" : " " + known.getReasonPhrase();
    }

    private Details headers(ConsoleAnswer answer) {
        NativeTableBody rows = new NativeTableBody();
        answer.headers().forEach(header -> {
            NativeTableHeaderCell name = new NativeTableHeaderCell(header.name());
            name.getElement().setAttribute("scope", "row");
            rows.add(new NativeTableRow(name, new NativeTableCell(header.value())));
        });
        NativeTable table = new NativeTable(rows);
        table.setId("console-headers");
        Div scroll = new Div(table);
        scroll.addClassNames("rows-table", "console-headers");
        Details details =
                new Details(getTranslation("developer.headers", answer.headers().size()), scroll);
        details.setOpened(true);
        return details;
    }
}

package io.atelier.platform.webform.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormData.FormField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** Writes forms as HTML. Everything that is not written here is escaped. */
public final class FormHtml {
    /** A field that no person sees; no field of a module can have this name. */
    static final String TRAP = "_homepage";

    private static final String HIDDEN = " style=\"position:absolute;left:-10000px\"";

    private FormHtml() {}

    /** What stands in the form: values as they were sent, and what is wrong with them, by API name. */
    record State(Map<String, List<String>> values, Map<String, String> errors) {
        static final State EMPTY = new State(Map.of(), Map.of());
    }

    public static String snippet(WebForm form, ModuleDef module, String baseUrl, Locale language) {
        String address = baseUrl + "/forms/" + form.publicKey();
        return form(form, module, address, language, State.EMPTY, HIDDEN) + "<script src=\""
                + escaped(address + "/form.js") + "\" async></script>\n";
    }

    static String page(WebForm form, ModuleDef module, Locale language, State state) {
        String intro = state.errors().isEmpty() ? "" : "<p role=\"alert\">" + FormText.CORRECT.in(language) + "</p>\n";
        String body = "<h1>" + escaped(form.data().name()) + "</h1>\n" + intro
                + form(form, module, "/forms/" + form.publicKey(), language, state, " class=\"trap\"");
        return document(form.data().name(), language, body);
    }

    static String message(String text, Locale language) {
        return document(text, language, "<p role=\"status\">" + escaped(text) + "</p>\n");
    }

    private static String document(String title, Locale language, String body) {
        return "<!doctype html>\n<html lang=\"" + (language.getLanguage().equals("ru") ? "ru" : "en") + "\">\n<head>\n"
                + "<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>" + escaped(title) + "</title>\n"
                + "<link rel=\"stylesheet\" href=\"/forms/form.css\">\n</head>\n<body>\n<main>\n"
                + body + "</main>\n</body>\n</html>\n";
    }

    private static String form(
            WebForm form, ModuleDef module, String address, Locale language, State state, String hidden) {
        StringBuilder html = new StringBuilder();
        html.append("<form action=\"")
                .append(escaped(address))
                .append("?lang=")
                .append(language.getLanguage().equals("ru") ? "ru" : "en")
                .append("\" method=\"post\" accept-charset=\"utf-8\">\n");
        for (FormField asked : form.data().fields()) {
            module.findField(asked.field()).ifPresent(field -> append(html, form, asked, field, language, state));
        }
        html.append("<div aria-hidden=\"true\"")
                .append(hidden)
                .append("><label>")
                .append(FormText.LEAVE_EMPTY.in(language))
                .append(" <input name=\"" + TRAP + "\" tabindex=\"-1\" autocomplete=\"off\"></label></div>\n");
        html.append("<p><button type=\"submit\">")
                .append(FormText.SEND.in(language))
                .append("</button></p>\n</form>\n");
        return html.toString();
    }

    private static void append(
            StringBuilder html, WebForm form, FormField asked, FieldDef field, Locale language, State state) {
        String id = "f" + form.id() + "-" + escaped(field.apiName());
        boolean required = asked.required() || field.required();
        List<String> values = state.values().getOrDefault(field.apiName(), List.of());
        String error = state.errors().getOrDefault(field.apiName(), "");
        String common = "id=\"" + id + "\" name=\"" + escaped(field.apiName()) + "\""
                + (required && field.type() != FieldType.BOOLEAN ? " required" : "")
                + (error.isEmpty() ? "" : " aria-invalid=\"true\" aria-describedby=\"" + id + "-error\"");
        html.append("<p>\n<label for=\"")
                .append(id)
                .append("\">")
                .append(escaped(asked.label().orElse(field.label()).in(language)))
                .append(required ? " *" : "")
                .append("</label><br>\n")
                .append(control(field, common, values, language))
                .append('\n');
        if (!error.isEmpty()) {
            html.append("<span class=\"error\" id=\"")
                    .append(id)
                    .append("-error\">")
                    .append(escaped(error))
                    .append("</span>\n");
        }
        html.append("</p>\n");
    }

    private static String control(FieldDef field, String common, List<String> values, Locale language) {
        String value = values.isEmpty() ? "" : values.getFirst();
        return switch (field.type()) {
            case TEXTAREA ->
                "<textarea " + common + " rows=\"5\" maxlength=\"" + field.length() + "\">\n" + escaped(value)
                        + "</textarea>";
            case PICKLIST -> select(field, common, values, language, false);
            case MULTISELECTPICKLIST -> select(field, common, values, language, true);
            case BOOLEAN ->
                "<input type=\"checkbox\" " + common + " value=\"true\"" + (value.isEmpty() ? "" : " checked") + ">";
            case EMAIL -> input("email", common + maxLength(field), value);
            case PHONE -> input("tel", common + maxLength(field), value);
            case DATE -> input("date", common, value);
            case DATETIME -> input("datetime-local", common, value);
            case INTEGER, BIGINT -> input("number", common, value);
            case DOUBLE, PERCENT, CURRENCY -> input("number", common + " step=\"any\"", value);
            case TEXT, WEBSITE -> input("text", common + maxLength(field), value);
            case AUTONUMBER,
                    LOOKUP,
                    MULTI_MODULE_LOOKUP,
                    MULTISELECTLOOKUP,
                    OWNERLOOKUP,
                    USERLOOKUP,
                    MULTIUSERLOOKUP,
                    FILEUPLOAD,
                    IMAGEUPLOAD,
                    FORMULA,
                    ROLLUP_SUMMARY,
                    SUBFORM,
                    ADDRESS -> throw new IllegalStateException("a form never asks for " + field.type());
        };
    }

    private static String maxLength(FieldDef field) {
        return " maxlength=\"" + field.length() + "\"";
    }

    private static String input(String type, String common, String value) {
        return "<input type=\"" + type + "\" " + common + (value.isEmpty() ? "" : " value=\"" + escaped(value) + "\"")
                + ">";
    }

    private static String select(FieldDef field, String common, List<String> chosen, Locale language, boolean several) {
        StringBuilder html = new StringBuilder("<select " + common + (several ? " multiple" : "") + ">\n");
        if (!several) {
            html.append("<option value=\"\">")
                    .append(FormText.CHOOSE.in(language))
                    .append("</option>\n");
        }
        for (PicklistValue value : field.usedValues()) {
            html.append("<option value=\"")
                    .append(escaped(value.value()))
                    .append(chosen.contains(value.value()) ? "\" selected>" : "\">")
                    .append(escaped(value.label().in(language)))
                    .append("</option>\n");
        }
        return html.append("</select>").toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}

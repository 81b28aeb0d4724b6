package io.atelier.platform.webform.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.webform.WebForm;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The public side of forms. Answers pages, or JSON to scripts; says nothing of the organization. */
@RestController
@RequestMapping("/forms")
final class FormController {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final java.time.Duration KEPT = java.time.Duration.ofHours(1);

    private final FormSubmissions submissions;
    private final FormRates rates;
    private final JsonMapper json;
    private final String script;
    private final String style;

    FormController(FormSubmissions submissions, FormRates rates, JsonMapper json) throws IOException {
        this.submissions = submissions;
        this.rates = rates;
        this.json = json;
        this.script =
                new ClassPathResource("io/atelier/platform/webform/form.js").getContentAsString(StandardCharsets.UTF_8);
        this.style = new ClassPathResource("io/atelier/platform/webform/form.css")
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping("/form.css")
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEPT))
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .body(style);
    }

    @GetMapping("/{key}/form.js")
    ResponseEntity<String> script(@PathVariable String key) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEPT))
                .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
                .body(script);
    }

    @GetMapping("/{key}")
    ResponseEntity<String> page(@PathVariable String key, HttpServletRequest request) {
        Locale language = language(request);
        Optional<FormSubmissions.Found> found = submissions.find(key);
        if (found.isEmpty()) {
            return html(404, FormHtml.message(FormText.NO_FORM.in(language), language));
        }
        WebForm form = found.get().form();
        if (!form.published()) {
            return html(410, FormHtml.message(FormText.CLOSED.in(language), language));
        }
        return framed(
                form, HtmlPage.of(FormHtml.page(form, found.get().module(), language, FormHtml.State.EMPTY)), 200);
    }

    @RequestMapping(path = "/{key}", method = RequestMethod.OPTIONS)
    ResponseEntity<Void> preflight(@PathVariable String key, HttpServletRequest request) {
        Optional<FormSubmissions.Found> found = submissions.find(key);
        if (found.isEmpty() || !isAllowed(found.get().form(), request)) {
            return ResponseEntity.status(403).build();
        }
        return ResponseEntity.noContent()
                .headers(cors(request))
                .header("Access-Control-Allow-Methods", "POST")
                .header("Access-Control-Allow-Headers", "Accept, Content-Type")
                .header("Access-Control-Max-Age", "600")
                .build();
    }

    @RequestMapping(path = "/{key}", method = RequestMethod.POST)
    ResponseEntity<String> submit(@PathVariable String key, HttpServletRequest request) {
        Locale language = language(request);
        Reply reply = new Reply(request, language);
        if (!rates.allowsSender(request.getRemoteAddr())) {
            return reply.message(429, FormText.TOO_MANY);
        }
        FormRequestFilter.Body body = FormRequestFilter.body(request);
        if (!FormBody.isAcceptable(body.contentType())) {
            return reply.message(415, FormText.NOT_UNDERSTOOD);
        }
        Optional<FormSubmissions.Found> found = submissions.find(key);
        if (found.isEmpty()) {
            return reply.message(404, FormText.NO_FORM);
        }
        WebForm form = found.get().form();
        if (!isAllowed(form, request)) {
            return reply.message(403, FormText.NOT_FROM_HERE);
        }
        reply.cors = cors(request);
        if (!form.published()) {
            return reply.message(410, FormText.CLOSED);
        }
        if (!rates.allowsForm(key)) {
            return reply.message(429, FormText.TOO_MANY);
        }
        return switch (FormBody.parse(String.valueOf(body.contentType()), body.bytes())) {
            case FormBody.Parsed.Refused(int status, FormText text) -> reply.message(status, text);
            case FormBody.Parsed.Good(Map<String, List<String>> values) -> submit(found.get(), values, reply);
        };
    }

    private ResponseEntity<String> submit(FormSubmissions.Found found, Map<String, List<String>> values, Reply reply) {
        FormSubmissions.Outcome outcome;
        try {
            outcome = submissions.submit(found, values, reply.language);
        } catch (PlatformException _) { // logged where it was thrown; the stranger can do nothing about it
            outcome = new FormSubmissions.Outcome.Unavailable();
        }
        return switch (outcome) {
            case FormSubmissions.Outcome.Accepted _ -> reply.thanks(found.form());
            case FormSubmissions.Outcome.Faulty(Map<String, String> errors) -> reply.errors(found, values, errors);
            case FormSubmissions.Outcome.Unavailable _ -> reply.message(503, FormText.LATER);
        };
    }

    /** A missing origin is a page without scripts, or a file: the limits of senders hold for it as for all. */
    private static boolean isAllowed(WebForm form, HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        List<String> allowed = form.data().allowedOrigins();
        if (origin == null || origin.equals("null") || allowed.isEmpty()) {
            return true;
        }
        return isOwn(origin, request) || allowed.stream().anyMatch(origin::equalsIgnoreCase);
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        try {
            return URI.create(origin).getAuthority() instanceof String authority
                    && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Lets the asking site read the answer, never with cookies. */
    private static HttpHeaders cors(HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && origin.matches("null|https?://[A-Za-z0-9.\\-\\[\\]:]{1,260}")) {
            headers.set("Access-Control-Allow-Origin", origin);
        }
        headers.set("Vary", "Origin, Accept");
        return headers;
    }

    private static Locale language(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.matches("(.*&)?lang=ru(&.*)?")) {
            return Locale.of("ru");
        }
        boolean asked = query != null && query.matches("(.*&)?lang=en(&.*)?");
        return !asked && request.getLocale().getLanguage().equals("ru") ? Locale.of("ru") : Locale.ENGLISH;
    }

    private static ResponseEntity<String> html(int status, String page) {
        return ResponseEntity.status(status).contentType(HTML).body(page);
    }

    private static ResponseEntity<String> framed(WebForm form, HtmlPage page, int status) {
        String frames = form.data().allowedOrigins().isEmpty()
                ? "*"
                : "'self' " + String.join(" ", form.data().allowedOrigins());
        return ResponseEntity.status(status)
                .header("Content-Security-Policy", FormSecurity.policy(frames))
                .contentType(HTML)
                .body(page.text());
    }

    private record HtmlPage(String text) {
        static HtmlPage of(String text) {
            return new HtmlPage(text);
        }
    }

    /** Answers one submission, as its sender asked: with a page or in JSON. */
    private final class Reply {
        private final boolean wantsJson;
        private final Locale language;
        private HttpHeaders cors = new HttpHeaders();

        Reply(HttpServletRequest request, Locale language) {
            String accept = request.getHeader(HttpHeaders.ACCEPT);
            this.wantsJson = accept != null && accept.toLowerCase(Locale.ROOT).contains("application/json");
            this.language = language;
        }

        ResponseEntity<String> thanks(WebForm form) {
            String text = form.data().thankYou().in(language);
            return answer(200, text, Map.of(), FormHtml.message(text, language));
        }

        ResponseEntity<String> message(int status, FormText text) {
            return answer(status, text.in(language), Map.of(), FormHtml.message(text.in(language), language));
        }

        ResponseEntity<String> errors(
                FormSubmissions.Found found, Map<String, List<String>> values, Map<String, String> errors) {
            FormHtml.State state = new FormHtml.State(values, errors);
            return answer(
                    400,
                    FormText.CORRECT.in(language),
                    errors,
                    FormHtml.page(found.form(), found.module(), language, state));
        }

        private ResponseEntity<String> answer(int status, String message, Map<String, String> errors, String page) {
            ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).headers(cors);
            if (!wantsJson) {
                return answer.contentType(HTML).body(page);
            }
            Map<String, @Nullable Object> body = new LinkedHashMap<>();
            body.put("status", status == 200 ? "success" : "error");
            body.put("message", message);
            body.put("errors", errors);
            return answer.contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsString(body));
        }
    }
}

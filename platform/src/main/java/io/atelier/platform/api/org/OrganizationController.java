package io.atelier.platform.api.org;

import io.atelier.platform.api.ApiAnswers;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.api.RowAnswers;
import io.atelier.platform.api.settings.SettingsView;
import io.atelier.platform.api.settings.SettingsViews;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.CurrencyRate;
import io.atelier.platform.record.CurrencyService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The organization itself and its currencies, whose ids are their numbers by ISO 4217. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/org")
final class OrganizationController {
    private final OrgService orgs;
    private final CurrencyService currencies;
    private final SettingsViews views;
    private final JsonBody bodies;

    OrganizationController(OrgService orgs, CurrencyService currencies, SettingsViews views, JsonBody bodies) {
        this.orgs = orgs;
        this.currencies = currencies;
        this.views = views;
        this.bodies = bodies;
    }

    @GetMapping
    Map<String, Object> org(HttpServletRequest request) {
        Authorization authorization = ApiScopes.of(request);
        authorization.require("org", "ALL", "READ");
        Actor actor = authorization.actor();
        Organization org = orgs.get(actor.org());
        String id = Long.toString(org.id().value());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("zgid", id);
        json.put("domain_name", "org" + id);
        json.put("company_name", org.name());
        json.put("alias", null);
        json.put("primary_email", null);
        json.put("time_zone", org.zone().getId());
        json.put("iso_code", org.currency().getCurrencyCode());
        json.put("currency", org.currency().getDisplayName(Locale.ENGLISH));
        json.put("currency_symbol", org.currency().getSymbol(Locale.ENGLISH));
        json.put("currency_locale", "en_US");
        json.put("country_code", null);
        json.put("multi_currency", currencies.currencies(actor).size() > 1);
        json.put("type", "Production");
        json.put("license_details", Map.of("paid", true, "paid_type", "ultimate"));
        return Map.of("org", List.of(json));
    }

    @GetMapping("/currencies")
    ResponseEntity<Map<String, Object>> currencies(HttpServletRequest request) {
        SettingsView view = views.read(request, "currencies");
        return ApiAnswers.list(
                "currencies",
                currencies.currencies(view.actor()).stream()
                        .map(OrganizationController::json)
                        .toList(),
                Map.of());
    }

    @GetMapping("/currencies/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> currency(@PathVariable String id, HttpServletRequest request) {
        SettingsView view = views.read(request, "currencies");
        return ApiAnswers.list("currencies", List.of(json(require(view, id))), Map.of());
    }

    private static String idOf(CurrencyRate rate) {
        return numberOf(rate.iso());
    }

    private static Map<String, @Nullable Object> json(CurrencyRate rate) {
        Currency currency = Currency.getInstance(rate.iso());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", idOf(rate));
        json.put("iso_code", rate.iso());
        json.put("name", currency.getDisplayName(Locale.ENGLISH) + " - " + rate.iso());
        json.put("symbol", currency.getSymbol(Locale.ENGLISH));
        json.put(
                "exchange_rate",
                rate.rate()
                        .setScale(CurrencyFields.RATE_SCALE, RoundingMode.UNNECESSARY)
                        .toPlainString());
        json.put("is_active", rate.active());
        json.put("is_base", rate.home());
        json.put("prefix_symbol", true);
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("decimal_separator", "Period");
        format.put("thousand_separator", "Comma");
        format.put("decimal_places", Integer.toString(Math.max(0, currency.getDefaultFractionDigits())));
        json.put("format", format);
        return json;
    }

    @PostMapping("/currencies")
    ResponseEntity<Map<String, Object>> addCurrency(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "currencies", "CREATE");
        JsonWish wish = bodies.wishes(request, "currencies", 1).getFirst();
        RowAnswers rows = new RowAnswers("currencies");
        rows.add("The currency has been created successfully", () -> {
            String iso = wish.requireText("iso_code");
            if (currencies.currencies(view.actor()).stream()
                    .anyMatch(rate -> rate.iso().equals(iso))) {
                throw new PlatformException(ErrorCode.DUPLICATE_DATA, "duplicate data", Map.of("api_name", "iso_code"));
            }
            currencies.put(
                    view.actor(),
                    iso,
                    wish.requireDecimal("exchange_rate"),
                    wish.flag("is_active").orElse(true));
            return Map.of("id", numberOf(iso));
        });
        return rows.answer(HttpStatus.CREATED);
    }

    @PutMapping("/currencies/{id:[0-9]+}")
    ResponseEntity<Map<String, Object>> changeCurrency(@PathVariable String id, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        SettingsView view = views.of(request, "currencies", "UPDATE");
        JsonWish wish = bodies.wishes(request, "currencies", 1).getFirst();
        RowAnswers rows = new RowAnswers("currencies");
        rows.add("The currency has been updated successfully", () -> {
            CurrencyRate before = require(view, id);
            currencies.put(
                    view.actor(),
                    before.iso(),
                    wish.has("exchange_rate") ? wish.requireDecimal("exchange_rate") : before.rate(),
                    wish.flag("is_active").orElse(before.active()));
            return Map.of("id", id);
        });
        return rows.answer(HttpStatus.OK);
    }

    private CurrencyRate require(SettingsView view, String id) {
        return currencies.currencies(view.actor()).stream()
                .filter(rate -> idOf(rate).equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id")));
    }

    private static String numberOf(String iso) {
        return Integer.toString(Currency.getInstance(iso).getNumericCode());
    }
}

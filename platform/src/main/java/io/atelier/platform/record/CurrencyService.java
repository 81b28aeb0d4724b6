package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.GlobalPicklist;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.record.internal.CurrencyStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The currencies of an organization. With the second one, every module with amounts gets a currency and an exchange rate
 * for each record; a record keeps the rate of the day on which it got its currency.
 */
@Service
public class CurrencyService {
    private static final int MOST_DIGITS = 7;

    private final AccessService access;
    private final SetupService setup;
    private final OrgService orgs;
    private final CurrencyStore store;

    CurrencyService(AccessService access, SetupService setup, OrgService orgs, CurrencyStore store) {
        this.access = access;
        this.setup = setup;
        this.orgs = orgs;
        this.store = store;
    }

    /** Returns the home currency first, then the others by code; only the home currency where there is no other. */
    @Transactional(readOnly = true)
    public List<CurrencyRate> currencies(Actor actor) {
        List<CurrencyRate> stored = store.all(actor.org());
        return stored.isEmpty() ? List.of(home(actor)) : stored;
    }

    /** Adds a currency or changes its rate; for administrators. Records keep the rates that they have. */
    @Transactional
    public void put(Actor actor, String iso, BigDecimal rate, boolean active) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        requireCode(iso);
        requireRate(rate);
        CurrencyRate home = home(actor);
        if (iso.equals(home.iso())) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "The home currency's rate is 1 and it stays in use.",
                    Map.of("iso_code", iso));
        }
        store.put(actor.org(), home);
        store.put(actor.org(), new CurrencyRate(iso, rate, active, false));
        List<PicklistValue> values = new ArrayList<>();
        store.all(actor.org())
                .forEach(currency ->
                        values.add(new PicklistValue(currency.iso(), Label.of(currency.iso()), "", currency.active())));
        setup.apply(
                actor,
                setup.plan(
                        actor,
                        List.of(new SchemaChange.DefinePicklist(new GlobalPicklist(
                                0, CurrencyFields.PICKLIST, Label.of("Currencies", "Валюты"), values)))));
    }

    private CurrencyRate home(Actor actor) {
        return new CurrencyRate(orgs.get(actor.org()).currency().getCurrencyCode(), BigDecimal.ONE, true, true);
    }

    private static void requireCode(String iso) {
        try {
            Currency.getInstance(iso);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A currency is named by its three letters of ISO 4217, such as EUR.",
                    Map.of("iso_code", iso.length() > 3 ? iso.substring(0, 3) : iso),
                    e);
        }
    }

    private static void requireRate(BigDecimal rate) {
        if (rate.signum() <= 0
                || rate.stripTrailingZeros().scale() > CurrencyFields.RATE_SCALE
                || rate.precision() - rate.scale() > MOST_DIGITS) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "A rate is above zero, with at most 7 digits before the point and 9 behind it.",
                    Map.of("limit", CurrencyFields.RATE_SCALE));
        }
    }
}

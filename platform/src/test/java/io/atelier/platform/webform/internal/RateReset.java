package io.atelier.platform.webform.internal;

import org.springframework.stereotype.Component;

/** Lets each test begin with no submissions counted. */
@Component
public class RateReset {
    private final FormRates rates;

    RateReset(FormRates rates) {
        this.rates = rates;
    }

    public void reset() {
        rates.forget();
    }
}

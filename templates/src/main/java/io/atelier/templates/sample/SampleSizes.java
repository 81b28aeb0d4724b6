package io.atelier.templates.sample;

/** How many rows to invent of each module. Rows that refer to others need at least one of those. */
public record SampleSizes(int accounts, int contacts, int leads, int deals, int tasks, int products) {

    public SampleSizes {
        if (accounts < 0 || contacts < 0 || leads < 0 || deals < 0 || tasks < 0 || products < 0) {
            throw new IllegalArgumentException("a size is negative");
        }
    }

    /** Returns believable proportions for a company with this many accounts. */
    public static SampleSizes forAccounts(int accounts) {
        return new SampleSizes(
                accounts,
                accounts * 5 / 2,
                accounts * 2,
                accounts * 3 / 2,
                accounts * 3,
                Math.min(200, Math.max(12, accounts / 4)));
    }
}

package io.atelier.platform.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrgCacheTest {
    private static final OrgId ORG = new OrgId(1);

    private final OrgCache<Integer> cache = new OrgCache<>();
    private final AtomicInteger loads = new AtomicInteger();

    private int load() {
        return cache.get(ORG, _ -> loads.incrementAndGet());
    }

    @Test
    void remembersUntilItForgets() {
        assertThat(load()).isEqualTo(1);
        assertThat(load()).isEqualTo(1);
        cache.forget(ORG);
        assertThat(load()).isEqualTo(2);
        cache.forgetAll();
        assertThat(load()).isEqualTo(3);
    }

    @Test
    void whatIsForgottenWhileItIsLoadedIsUsedOnceAndNotKept() {
        int old = cache.get(ORG, org -> {
            cache.forget(org);
            return -1;
        });
        int older = cache.get(new OrgId(2), _ -> {
            cache.forgetAll();
            return -2;
        });

        assertThat(old).isEqualTo(-1);
        assertThat(load()).isEqualTo(1);
        assertThat(older).isEqualTo(-2);
        assertThat(cache.get(new OrgId(2), _ -> 5)).isEqualTo(5);
    }

    @Test
    void aLoadThatFailsIsTriedAgain() {
        try {
            cache.get(ORG, _ -> {
                throw new IllegalStateException("no database");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("no database");
        }
        assertThat(load()).isEqualTo(1);
    }

    @Test
    void remembersSoManyOrganizationsAndNoMore() {
        assertThat(loadsOf(OrgCache.MOST)).isEqualTo(OrgCache.MOST);
        assertThat(loadsOf(OrgCache.MOST)).isZero();
        loadsOf(2 * OrgCache.MOST);
        assertThat(loadsOf(2 * OrgCache.MOST)).isGreaterThanOrEqualTo(OrgCache.MOST);
    }

    /** Asks about the first organizations, and returns how many were not remembered. */
    private int loadsOf(int organizations) {
        int before = loads.get();
        for (int i = 1; i <= organizations; i++) {
            cache.get(new OrgId(i), _ -> loads.incrementAndGet());
        }
        return loads.get() - before;
    }
}

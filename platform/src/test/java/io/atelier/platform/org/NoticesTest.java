package io.atelier.platform.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class NoticesTest {
    private static final OrgId ORG = new OrgId(987_654);

    @Autowired
    private Notices notices;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void hintsOfUndoneTransactionsAreNotSentAndManyEqualOnesArriveAsFew() {
        List<String> arrived = new CopyOnWriteArrayList<>();
        Runnable end = notices.subscribe(notice -> {
            if (notice.org().equals(ORG)) {
                arrived.add(notice.subject());
            }
        });
        TransactionTemplate transaction = new TransactionTemplate(transactions);

        transaction.executeWithoutResult(status -> {
            notices.publish(new Notice(ORG, Notice.Topic.RECORDS, "Undone"));
            status.setRollbackOnly();
        });
        for (int i = 0; i < 200; i++) {
            transaction.executeWithoutResult(_ -> notices.publish(new Notice(ORG, Notice.Topic.RECORDS, "Leads")));
        }
        notices.publish(new Notice(ORG, Notice.Topic.JOB, "last"));

        await().until(() -> arrived.contains("last"));
        end.run();
        assertThat(arrived).contains("Leads").doesNotContain("Undone").hasSizeLessThan(150);
    }
}

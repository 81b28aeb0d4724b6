package io.atelier.studio.workspace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.studio.testing.Journey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is done to many records at once is one operation, and one click takes it back. */
class MassUpdateJourney extends Journey {
    @Autowired
    private OperationService operations;

    @Test
    void changesAFieldOfTheChosenRecordsAndTakesItBack() {
        signInAsOwner();
        vendor("Mass One", "Paris");
        vendor("Mass Two", "Rome");
        choose("Mass", 2);
        page.locator("#list-mass-update").click();
        chooseItem("#mass-field", "City");
        fillField("#mass-value", "Berlin");
        screenshot("mass-update");
        assertAccessible();
        page.locator("#mass-apply").click();
        assertThat(page.getByText("Updated: 2")).isVisible();
        Operation done = newest();
        assertThat(done.kind()).isEqualTo(WriteRequest.OperationKind.MASS_UPDATE);
        assertThat(done.updated()).isEqualTo(2);
        screenshot("mass-updated");
        assertAccessible();

        page.locator(".toast-undo").click();
        assertThat(page.getByText("Taken back: 2")).isVisible();
        assertThat(newest().kind()).isEqualTo(WriteRequest.OperationKind.UNDO);
    }

    @Test
    void tellsWhatAnUndoLeftAndWhy() {
        signInAsOwner();
        vendor("Stay One", "Paris");
        long changed = vendor("Stay Two", "Rome");
        choose("Stay", 2);
        page.locator("#list-mass-update").click();
        chooseItem("#mass-field", "City");
        fillField("#mass-value", "Berlin");
        page.locator("#mass-apply").click();
        assertThat(page.getByText("Updated: 2")).isVisible();
        save("Vendors", RecordChange.update(changed, Map.of("City", "Oslo")));

        page.locator(".toast-undo").click();
        Locator report = page.locator("#undo-report");
        assertThat(report).containsText("Taken back: 1. Left as it is: 1.");
        assertThat(report).containsText("Stay Two · City: was changed again since");
        screenshot("undo-report");
        assertAccessible();
    }

    @Test
    void deletesAndRestoresTheChosenRecords_inRussian() {
        signInAsOwnerInRussian();
        vendor("Gone One", "Paris");
        choose("Gone", 1);
        screenshot("selection-ru");
        page.locator("#list-delete").click();
        assertThat(page.getByText("Перемещено в корзину: 1")).isVisible();
        assertThat(newest().kind()).isEqualTo(WriteRequest.OperationKind.DELETE);
        page.locator(".toast-undo").click();
        assertThat(page.getByText("Возвращено: 1")).isVisible();
        assertThat(page.locator("#records .record-link").getByText("Gone One")).isVisible();
    }

    private long vendor(String name, String city) {
        return save("Vendors", RecordChange.create(Map.of("Vendor_Name", name, "City", city)));
    }

    private void choose(String search, int records) {
        open("m/Vendors?search=" + search);
        assertThat(page.locator("#record-count")).hasText(Integer.toString(records));
        Locator boxes = page.locator("#records vaadin-checkbox:visible");
        List<Locator> rows = boxes.all();
        rows.subList(rows.size() - records, rows.size()).forEach(Locator::click);
    }

    private Operation newest() {
        return operations.list(owner(), OperationQuery.newest(1)).operations().getFirst();
    }
}

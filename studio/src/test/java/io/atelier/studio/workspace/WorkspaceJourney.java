package io.atelier.studio.workspace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.studio.testing.Journey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What a salesperson does all day: records, lists, figures, widgets. */
class WorkspaceJourney extends Journey {
    @Test
    void createsEditsInPlaceDeletesAndRestoresARecord() {
        signInAsOwner();
        open("m/Leads");
        page.locator("#list-create").click();
        page.locator("#record-save").click();
        assertThat(page.getByText("Not saved yet")).isVisible();
        fillField("#field-Last_Name", "Lovelace");
        fillField("#field-First_Name", "Ada");
        fillField("#field-Company", "Analytical Engines");
        page.locator("#record-save").click();
        assertThat(page.locator("h1").getByText("Ada Lovelace")).isVisible();
        assertThat(page.locator("#timeline")).containsText("Created");

        page.locator("#inline-Company .field-value").dblclick();
        Locator editor = page.locator("#inline-Company input");
        editor.fill("Engines & Co");
        editor.press("Enter");
        assertThat(page.locator("#inline-Company .field-value")).hasText("Engines & Co");
        assertThat(page.locator("#timeline")).containsText("Analytical Engines → Engines & Co");
        assertThat(page.locator("#timeline")).containsText("Olga Owner · workspace");
        screenshot("lead-record");
        assertAccessible();

        page.locator("#record-delete").click();
        assertThat(page.getByText("Deleted: Ada Lovelace")).isVisible();
        open("m/Leads?bin=recycled");
        Locator row = page.locator("#records vaadin-grid-cell-content").getByText("Ada Lovelace");
        assertThat(row).isVisible();
        screenshot("recycle-bin");
        page.locator("#records vaadin-checkbox").nth(1).click();
        page.locator("#list-restore").click();
        assertThat(page.getByText("Restored: 1")).isVisible();
        open("m/Leads?search=Lovelace");
        assertThat(page.locator("#records .record-link").getByText("Ada Lovelace"))
                .isVisible();
        assertAccessible();
    }

    @Test
    void filtersAndSortsALongListByKeysetPages() {
        signInAsOwner();
        Actor owner = owner();
        for (int batch = 0; batch < 3; batch++) {
            int start = batch * 500;
            records.write(
                    owner,
                    new WriteRequest(
                            "Vendors",
                            WriteRequest.OperationKind.SAVE,
                            WriteRequest.Atomicity.ALL_OR_NOTHING,
                            IntStream.range(start, start + 500)
                                    .mapToObj(i ->
                                            RecordChange.create(Map.of("Vendor_Name", String.format("Vendor %05d", i))))
                                    .toList()));
        }
        open("m/Vendors");
        assertThat(page.locator("#record-count")).hasText("1,000+");
        page.locator("vaadin-grid-sorter").getByText("Vendor Name").click();
        assertThat(page.locator("#records .record-link").first()).hasText("Vendor 01499");
        page.locator("#records").evaluate("grid => grid.scrollToIndex(160)");
        assertThat(page.locator("#records .record-link").getByText("Vendor 01339"))
                .isVisible();

        page.locator("#list-filter").click();
        Locator dialog = page.locator("vaadin-dialog");
        chooseItem(".criteria-field", "Vendor Name");
        dialog.locator("vaadin-text-field input").first().fill("Vendor 0149");
        screenshot("list-filter");
        page.locator("#filter-apply").click();
        assertThat(page.locator("#record-count")).hasText("10");
        assertThat(page).hasURL(Pattern.compile(".*filter=.*"));
        screenshot("list-filtered");
        assertAccessible();
    }

    @Test
    void buildsADashboardAndGoesDownToTheRows() {
        signInAsOwner();
        Actor owner = owner();
        deal(owner, "A", "Qualification", 100);
        deal(owner, "B", "Qualification", 250);
        deal(owner, "C", "Closed Won", 700);
        open("dashboards");
        page.locator("#dashboard-create").click();
        addComponent("Pipeline value", "Number", () -> {
            chooseItem("#component-measure", "Sum");
            chooseItem("#component-measured", "Amount");
        });
        addComponent("Deals by stage", "Bars", () -> chooseItem("#component-group", "Stage"));
        addComponent("Share of stages", "Donut", () -> chooseItem("#component-group", "Stage"));
        assertThat(page.locator(".dashboard-number")).hasText("€1,050.00");
        assertThat(page.locator("atelier-chart svg").first()).isVisible();

        page.locator("#dashboard-edit").click();
        Locator tile = page.locator("atelier-dashboard-grid > [gs-title='Pipeline value']");
        assertThat(page.locator("#dashboard-edit")).hasText("Done");
        assertThat(tile.locator(".atelier-tile-handle")).isVisible();
        tile.locator(".atelier-tile-handle").focus();
        page.keyboard().press("ArrowDown");
        assertThat(tile).hasAttribute("gs-y", Pattern.compile("[1-9]\\d*"));
        page.locator("#dashboard-edit").click();
        assertThat(page.locator("#dashboard-edit")).hasText("Arrange");
        screenshot("dashboard");
        assertAccessible();
        page.reload();
        assertThat(page.locator("atelier-dashboard-grid > [gs-title='Pipeline value']"))
                .hasAttribute("gs-y", Pattern.compile("[1-9]\\d*"));

        Locator chart = page.locator("atelier-chart").first();
        chart.locator("#plot").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*m/Deals.*Stage.*"));
        assertThat(page.locator("#records .record-link").first()).isVisible();
        page.goBack();
        page.locator(".dashboard-number").click();
        assertThat(page.locator("#record-count")).hasText("3");
        screenshot("dashboard-drill-down");
    }

    @Test
    void aWidgetReadsTheLeadAndChangesItAsThePersonWhoLooks() throws IOException {
        signInAsOwner();
        Actor owner = owner();
        long lead = records.write(
                        owner,
                        WriteRequest.of(
                                "Leads", RecordChange.create(Map.of("Last_Name", "Widgeted", "Company", "Frames Ltd"))))
                .single()
                .id();
        open("setup/widgets");
        fillField("#widget-name", "Lead score");
        chooseItem("#widget-module", "Leads");
        page.locator("#widget-upload input[type=file]")
                .setInputFiles(new FilePayload("lead-score.zip", "application/zip", sampleWidget()));
        assertThat(page.getByText("The widget is in its place.")).isVisible();
        assertAccessible();

        open("m/Leads/" + lead);
        FrameLocator frame = page.frameLocator("atelier-widget-frame iframe");
        assertThat(frame.locator("body")).containsText("Frames Ltd");
        frame.locator("input[value=Active]").check();
        frame.locator("#save").click();
        assertThat(page.locator("#inline-Rating .field-value")).containsText("Active");
        assertThat(page.locator("#timeline")).containsText("widget: Lead score");
        screenshot("widget");
        assertThat(records.get(owner, "Leads", lead).value("Rating")).isEqualTo(new FieldValue.Text("Active"));
    }

    private void addComponent(String title, String kind, Runnable details) {
        page.locator("#component-add").click();
        fillField("#component-title", title);
        chooseItem("#component-kind", kind);
        chooseItem("#component-module", "Deals");
        details.run();
        page.locator("#component-done").click();
        assertThat(page.locator("#component-done")).isHidden();
    }

    private void deal(Actor owner, String name, String stage, int amount) {
        records.write(
                        owner,
                        WriteRequest.of(
                                "Deals",
                                RecordChange.create(Map.of(
                                        "Deal_Name", name,
                                        "Stage", stage,
                                        "Amount", amount,
                                        "Closing_Date", "2026-12-31"))))
                .single();
    }

    private static byte[] sampleWidget() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String file :
                    new String[] {"plugin-manifest.json", "app/widget.html", "app/widget.js", "app/widget.css"}) {
                try (InputStream content = WorkspaceJourney.class.getResourceAsStream("/samples/lead-score/" + file)) {
                    zip.putNextEntry(new ZipEntry(file));
                    content.transferTo(zip);
                }
            }
        }
        return bytes.toByteArray();
    }
}

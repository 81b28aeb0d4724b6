package io.atelier.studio.workspace.transfer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.atelier.studio.testing.Journey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The doors by which records come in and go out: files, public forms, programs. */
@TestPropertySource(properties = "journey=own")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorsJourney extends Journey {
    private static final double IMPORT_MILLIS = 120_000;
    private static final int GENERATED = 600;
    private static final int CUSTOMERS = 18_148;

    @BeforeEach
    void signIn() {
        signInAsOwner();
    }

    @Test
    @Order(1)
    void importsAFileWithFaultsAndGivesThemBack() throws IOException {
        String good = IntStream.rangeClosed(1, GENERATED)
                .mapToObj(i -> "Given" + i + ",Family" + i + ",person" + i + "@example.org,2/13/1980\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(
                Path.of("target", "people.csv"),
                "First Name,Last Name,Email,Date of Birth\nNo,Family0,not a mail,2/13/1980\nBad,Day,b@example.org,31/31/1980\n"
                        + good + "Given1,Family1,person1@example.org,2/13/1980\n");

        open("m/Contacts");
        page.getByText("Import", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.getByText("at most 100 MB")).isVisible();
        screenshot("import-file");
        assertAccessible();
        choose(file);
        assertThat(page.locator("#import-field-1")).isVisible();
        screenshot("import-columns");
        assertAccessible();
        page.getByText("Leave the row out").click();
        assertThat(page.locator("#import-key")).isVisible();
        page.locator("#import-next").click();
        assertThat(page.locator("#import-preview-summary")).containsText("With problems: 2");
        screenshot("import-preview");
        assertAccessible();
        page.locator("#import-start").click();

        awaitImport();
        assertThat(page.locator("#import-created")).hasText(Integer.toString(GENERATED));
        assertThat(page.locator("#import-skipped")).hasText("1");
        assertThat(page.locator("#import-rejected")).hasText("2");
        assertThat(number("total")).isEqualTo(GENERATED + 3).isEqualTo(accounted());
        screenshot("import-result");
        assertAccessible();
        Download download = page.waitForDownload(
                () -> page.locator("#import-rejected-download").click());
        assertThat(Files.readString(download.path(), StandardCharsets.UTF_8))
                .contains("not a mail")
                .contains("Date_of_Birth: This is no date")
                .contains("Reasons");

        String run = page.url();
        page.locator("#import-list").click();
        assertThat(page.locator("#record-count")).hasText(Integer.toString(GENERATED));
        page.navigate(run);
        assertThat(page.getByText("The import is complete.")).isVisible();
    }

    @Test
    @Order(2)
    void importsRealCustomersAndListsThem() {
        String data = System.getProperty("atelier.data", System.getenv().getOrDefault("ATELIER_DATA", ""));
        assumeThat(data).as("ATELIER_DATA names the folder of real data").isNotEmpty();

        open("m/Contacts");
        assertThat(page.locator("#record-count")).not().isEmpty();
        long before = digits(page.locator("#record-count").innerText());
        open("import/Contacts");
        choose(Path.of(data, "crm", "adventureworks_customers.csv"));
        page.locator("#import-next").click();
        assertThat(page.locator("#import-preview-summary")).containsText("18,148");
        screenshot("import-customers-preview");
        long start = System.nanoTime();
        page.locator("#import-start").click();
        assertThat(page.locator("#import-state[data-state=running]")).isVisible();
        screenshot("import-customers-running");
        String run = page.url();
        open("m/Contacts");
        page.navigate(run);
        awaitImport();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "import in the browser: %d rows in %.1f s, %.0f rows/s%n", CUSTOMERS, seconds, CUSTOMERS / seconds);
        screenshot("import-customers-result");
        assertThat(number("total")).isEqualTo(CUSTOMERS).isEqualTo(accounted());
        assertThat(number("created")).isEqualTo(CUSTOMERS - number("rejected"));

        page.locator("#import-list").click();
        assertThat(page.locator("#record-count")).hasText(Pattern.compile("[0-9,+]+"));
        screenshot("contacts-all");
        assertThat(digits(page.locator("#record-count").innerText())).isGreaterThan(before);
        sortsAndPages();
        page.locator("#list-search input").fill("jon24@adventure-works.com");
        assertThat(page.locator("#record-count")).hasText("1");
        assertThat(page.locator("#records").getByText("jon24@adventure-works.com"))
                .isVisible();
        screenshot("contacts-found");
    }

    /** The cells come from the server page by page; what the grid shows far below must be there, and in order. */
    private void sortsAndPages() {
        Locator sorter = page.locator("#records vaadin-grid-sorter").first();
        sorter.click();
        assertThat(sorter).hasAttribute("direction", "asc");
        page.locator("#records").evaluate("grid => grid.scrollToIndex(5000)");
        assertThat(page.locator("#records .record-link").first()).isVisible();
        page.waitForFunction("() => !document.querySelector('#records').loading");
        List<String> names = page.locator("#records .record-link").allInnerTexts();
        screenshot("contacts-sorted-5000");
        assertThat(names).isNotEmpty();
    }

    private void choose(Path file) {
        page.locator("#import-upload input[type=file]").setInputFiles(file);
    }

    private void awaitImport() {
        assertThat(page.locator("#import-state[data-state=finished]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(IMPORT_MILLIS));
    }

    private long accounted() {
        return number("created") + number("updated") + number("skipped") + number("rejected");
    }

    private long number(String name) {
        return digits(page.locator("#import-" + name).innerText());
    }

    private static long digits(String text) {
        return Long.parseLong(text.replaceAll("\\D", ""));
    }
}

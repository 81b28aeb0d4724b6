package io.atelier.studio.workspace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A filter says whatever criteria can say, and is built without writing them. */
class CriteriaJourney extends Journey {

    @Test
    void buildsGroupsOverFieldsOfALookupAndRelativeDates() {
        signInAsOwner();
        long account =
                save("Accounts", RecordChange.create(Map.of("Account_Name", "Criteria Ltd", "Industry", "Consulting")));
        contact("Reached", "Amsterdam", account);
        contact("Elsewhere", "Oslo", account);
        open("m/Contacts");
        page.locator("#list-filter").click();
        Locator rows = page.locator(".criteria-row");
        choose(rows.nth(0), ".criteria-field", "Account Name → Industry");
        choose(rows.nth(0), ".criteria-value vaadin-combo-box", "Consulting");
        page.locator(".criteria-add").first().click();
        assertThat(rows.nth(1).locator(".criteria-field input")).isFocused();
        choose(rows.nth(1), ".criteria-field", "Created Time");
        choose(rows.nth(1), ".criteria-kind", "Relative date");
        assertThat(rows.nth(1).locator(".criteria-value vaadin-combo-box input"))
                .hasValue("last … days");
        page.locator(".criteria-add-group").first().click();
        page.locator(".criteria-group .criteria-group")
                .getByText("Any of these")
                .click();
        choose(rows.nth(2), ".criteria-field", "Mailing City");
        rows.nth(2).locator(".criteria-value input").fill("Amsterdam");
        page.locator(".criteria-group .criteria-group .criteria-add").click();
        choose(rows.nth(3), ".criteria-field", "Mailing City");
        choose(rows.nth(3), ".criteria-operator", "is");
        choose(rows.nth(3), ".criteria-kind", "Field");
        choose(rows.nth(3), ".criteria-value vaadin-combo-box", "First Name");
        screenshot("criteria");
        assertAccessible();
        page.locator("#filter-apply").click();
        assertThat(page.locator("#record-count")).hasText("1");
        assertThat(page.locator("#records .record-link").first()).hasText("Reached");
        assertThat(page).hasURL(Pattern.compile(".*filter=.*"));

        page.reload();
        page.locator("#list-filter").click();
        assertThat(rows).hasCount(4);
        assertThat(rows.nth(0).locator(".criteria-field input")).hasValue("Account Name → Industry");
        rows.nth(2).locator("vaadin-button").last().press("Enter");
        assertThat(rows).hasCount(3);
        assertThat(page.locator(".criteria-group .criteria-group .criteria-add"))
                .isFocused();
    }

    @Test
    void showsWhatWasWrittenByOthers_inRussian() {
        signInAsOwnerInRussian();
        String text = "((Last_Name:in:Ada,Grace)or((Account_Name.Account_Name:contains:x)and"
                + "(Created_Time:between:${LASTMONTH},${TODAY})and(Owner:equals:${CURRENTUSER}))or(Email:is_empty)"
                + "or(Account_Name.Owner.email:starts_with:o))";
        open("m/Contacts?filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        page.locator("#list-filter").click();
        assertThat(page.locator(".criteria-row")).hasCount(6);
        assertThat(page.locator(".criteria-operand")).hasCount(7);
        screenshot("criteria-ru");
        assertAccessible();
        page.locator("#filter-apply").click();
        assertThat(page.locator("#filter-apply")).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*LASTMONTH.*CURRENTUSER.*email.*"));
    }

    @Test
    void addsNoMoreConditionsThanCriteriaHold() {
        signInAsOwner();
        open("m/Contacts");
        page.locator("#list-filter").click();
        Locator rows = page.locator(".criteria-row");
        for (int count = 1; count < Criteria.MAX_COMPARISONS; count++) {
            assertThat(rows).hasCount(count);
            page.locator(".criteria-add").last().click();
        }
        assertThat(rows).hasCount(Criteria.MAX_COMPARISONS);
        assertThat(page.locator(".criteria-add")).isDisabled();
        rows.first().locator("vaadin-button").last().click();
        assertThat(page.locator(".criteria-add")).isEnabled();
    }

    private void contact(String name, String city, long account) {
        save(
                "Contacts",
                RecordChange.create(
                        Map.of("Last_Name", name, "Mailing_City", city, "Account_Name", Long.toString(account))));
    }

    private void choose(Locator row, String part, String item) {
        Locator input = row.locator(part + " input").first();
        input.fill(item);
        page.locator("vaadin-combo-box-item:visible")
                .getByText(item, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(input).hasValue(item);
        settle();
    }
}

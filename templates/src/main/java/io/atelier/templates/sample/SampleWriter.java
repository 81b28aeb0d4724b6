package io.atelier.templates.sample;

import io.atelier.templates.solution.FieldDoc;
import io.atelier.templates.solution.ModuleDoc;
import io.atelier.templates.solution.PicklistValueDoc;
import io.atelier.templates.solution.PicklistValueDoc.ForecastType;
import io.atelier.templates.solution.SolutionDoc;
import io.atelier.templates.solution.SolutionLoader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@link SampleData}, module by module. */
final class SampleWriter {

    private static final List<String> TITLES = List.of(
            "Chief Executive Officer",
            "Chief Financial Officer",
            "Head of Purchasing",
            "IT Director",
            "Sales Manager",
            "Operations Manager",
            "Marketing Manager",
            "Office Manager",
            "Project Lead",
            "Buyer",
            "Engineer");
    private static final List<String> DEPARTMENTS =
            List.of("Management", "Finance", "Purchasing", "IT", "Sales", "Operations", "Marketing");
    private static final List<String> TOPICS = List.of(
            "annual subscription",
            "warehouse rollout",
            "support contract",
            "pilot project",
            "licence renewal",
            "new branch equipment",
            "data migration",
            "training package",
            "fleet upgrade",
            "second phase");
    private static final List<String> NEXT_STEPS = List.of(
            "Send the proposal",
            "Agree on a demo",
            "Call the decision maker",
            "Clarify the budget",
            "Prepare the contract",
            "Visit the site");
    private static final List<String> TASKS = List.of(
            "Call back about %s",
            "Send the offer for %s",
            "Prepare the demo: %s",
            "Check the contract of %s",
            "Ask for feedback on %s",
            "Plan the visit: %s");
    private static final List<String> PRODUCT_KINDS = List.of(
            "Label Printer/Hardware/Pieces/320",
            "Barcode Scanner/Hardware/Pieces/180",
            "Rugged Tablet/Hardware/Pieces/740",
            "Rack Server/Hardware/Pieces/4200",
            "Network Switch/Hardware/Pieces/560",
            "Analytics Suite/Software/Licence/1400",
            "Warehouse Manager/Software/Licence/2600",
            "Payroll Module/Software/Licence/900",
            "Field Service App/CRM Applications/Licence/380",
            "Customer Portal/CRM Applications/Licence/1200",
            "On-site Training/Services/Days/950",
            "Priority Support/Services/Months/260",
            "Thermal Labels/Consumables/Box/24",
            "Cleaning Kit/Consumables/Pack/15");
    private static final List<String> PRODUCT_LINES = List.of(
            "Aurel", "Borea", "Calyx", "Dovra", "Elmis", "Fjora", "Gantry", "Halden", "Istra", "Junip", "Kestra",
            "Lumo", "Meridel", "Norda", "Orlin");

    private final Dice dice;
    private final LocalDate today;
    private final SampleSizes sizes;
    private final SolutionDoc sales = SolutionLoader.load("sales");
    private final SequencedMap<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    private final Set<String> companyNames = new HashSet<>();
    private final Set<String> emails = new HashSet<>();
    private final List<Company> companies = new ArrayList<>();
    private final List<List<Integer>> contactsOfAccount = new ArrayList<>();

    SampleWriter(long seed, LocalDate today, SampleSizes sizes) {
        this.dice = new Dice(seed);
        this.today = today;
        this.sizes = sizes;
    }

    SampleData write() {
        repeat("Accounts", sizes.accounts(), this::account);
        repeat("Contacts", sizes.contacts(), this::contact);
        repeat("Deals", sizes.deals(), this::deal);
        repeat("Leads", sizes.leads(), this::lead);
        repeat("Tasks", sizes.tasks(), this::task);
        repeat("Products", sizes.products(), this::product);
        return new SampleData(Collections.unmodifiableSequencedMap(rows));
    }

    private void repeat(String module, int count, RowWriter writer) {
        List<Map<String, String>> list = new ArrayList<>(count);
        rows.put(module, Collections.unmodifiableList(list));
        for (int i = 0; i < count; i++) {
            Row row = new Row();
            writer.write(i, row);
            list.add(Collections.unmodifiableMap(row.values));
        }
    }

    private void account(int index, Row row) {
        Company company = company();
        companies.add(company);
        contactsOfAccount.add(new ArrayList<>());
        int employees = (int) Math.max(2, dice.amount(80, 1).longValue());
        row.set("Account_Name", company.name());
        row.set("Phone", dice.fill(company.culture().phone()));
        row.set("Website", "https://www." + company.domain());
        row.set("Industry", value("Accounts", "Industry"));
        row.set(
                "Account_Type",
                dice.pick(List.of("Customer", "Customer", "Customer", "Prospect", "Prospect", "Partner")));
        row.set("Ownership", dice.pick(List.of("Private", "Private", "Private", "Public", "Subsidiary")));
        row.set("Employees", String.valueOf(employees));
        row.set("Annual_Revenue", dice.amount(employees * 140_000L, 10_000).toPlainString());
        if (dice.chance(40)) {
            row.set("Rating", value("Accounts", "Rating"));
        }
        if (index > 0 && dice.chance(6)) {
            row.set("Parent_Account", SampleData.key("Accounts", dice.below(index)));
        }
        Address address = address(company.culture());
        address.writeTo(row, "Billing_", "Code");
        if (dice.chance(60)) {
            address.writeTo(row, "Shipping_", "Code");
        }
    }

    private void contact(int index, Row row) {
        int account = companies.isEmpty() || dice.chance(5) ? -1 : dice.below(companies.size());
        Company company = account < 0 ? privatePerson() : companies.get(account);
        person(row, company);
        row.set("Title", dice.pick(TITLES));
        row.set("Department", dice.pick(DEPARTMENTS));
        row.set("Lead_Source", value("Contacts", "Lead_Source"));
        if (dice.chance(50)) {
            row.set(
                    "Date_of_Birth",
                    today.minusDays(dice.between(8_000, 23_000)).toString());
        }
        if (dice.chance(8)) {
            row.set("Email_Opt_Out", "true");
        }
        address(company.culture()).writeTo(row, "Mailing_", "Zip");
        if (account >= 0) {
            row.set("Account_Name", SampleData.key("Accounts", account));
            List<Integer> colleagues = contactsOfAccount.get(account);
            if (!colleagues.isEmpty() && dice.chance(50)) {
                row.set("Reporting_To", SampleData.key("Contacts", colleagues.getFirst()));
            }
            colleagues.add(index);
        }
    }

    private void lead(int index, Row row) {
        Company company = company();
        person(row, company);
        row.set("Company", company.name());
        row.set("Designation", dice.pick(TITLES));
        row.set("Website", "https://www." + company.domain());
        row.set("Lead_Source", value("Leads", "Lead_Source"));
        List<PicklistValueDoc> states = field("Leads", "Lead_Status").values();
        row.set(
                "Lead_Status",
                states.get(dice.weighted(30, 20, 18, 8, 10, 5, 5, 4)).value());
        row.set("Industry", value("Leads", "Industry"));
        row.set("No_of_Employees", String.valueOf(dice.amount(60, 1).longValue()));
        row.set("Annual_Revenue", dice.amount(6_000_000, 10_000).toPlainString());
        if (dice.chance(30)) {
            row.set("Rating", value("Leads", "Rating"));
        }
        address(company.culture()).writeTo(row, "", "Zip_Code");
    }

    private void deal(int index, Row row) {
        String customer = "Private customer";
        if (!companies.isEmpty()) {
            int account = dice.below(companies.size());
            customer = companies.get(account).name();
            row.set("Account_Name", SampleData.key("Accounts", account));
            List<Integer> contacts = contactsOfAccount.get(account);
            if (!contacts.isEmpty()) {
                row.set("Contact_Name", SampleData.key("Contacts", dice.pick(contacts)));
            }
        }
        row.set("Deal_Name", customer + ": " + dice.pick(TOPICS));
        PicklistValueDoc stage = field("Deals", "Stage").values().get(dice.weighted(12, 11, 10, 8, 10, 7, 24, 13, 5));
        row.set("Stage", stage.value());
        row.set("Probability", String.valueOf(stage.probability()));
        row.set("Amount", dice.amount(18_000, 50).toPlainString());
        row.set("Type", dice.pick(List.of("New Business", "New Business", "Existing Business")));
        row.set("Lead_Source", value("Deals", "Lead_Source"));
        if (stage.forecastType() == ForecastType.OPEN) {
            row.set("Closing_Date", today.plusDays(dice.between(-15, 150)).toString());
            row.set("Next_Step", dice.pick(NEXT_STEPS));
        } else {
            row.set("Closing_Date", today.minusDays(dice.between(1, 540)).toString());
        }
        if (stage.forecastType() == ForecastType.CLOSED_LOST) {
            row.set("Reason_For_Loss__s", value("Deals", "Reason_For_Loss__s"));
        }
    }

    private void task(int index, Row row) {
        List<Map<String, String>> deals = rows.getOrDefault("Deals", List.of());
        String topic = "the customer list";
        if (!deals.isEmpty()) {
            int deal = dice.below(deals.size());
            Map<String, String> about = deals.get(deal);
            topic = about.getOrDefault("Deal_Name", topic);
            row.set("What_Id", SampleData.key("Deals", deal));
            row.set("Who_Id", about.get("Contact_Name"));
        }
        boolean done = dice.chance(45);
        row.set("Subject", dice.pick(TASKS).formatted(topic));
        row.set(
                "Due_Date",
                today.plusDays(done ? -dice.between(1, 120) : dice.between(-7, 45))
                        .toString());
        List<PicklistValueDoc> states = field("Tasks", "Status").values();
        row.set(
                "Status",
                done
                        ? "Completed"
                        : states.get(dice.weighted(55, 10, 25, 0, 10)).value());
        row.set(
                "Priority",
                field("Tasks", "Priority")
                        .values()
                        .get(dice.weighted(4, 18, 60, 14, 4))
                        .value());
    }

    private void product(int index, Row row) {
        String[] kind = PRODUCT_KINDS.get(index % PRODUCT_KINDS.size()).split("/", -1);
        String line = PRODUCT_LINES.get(index / PRODUCT_KINDS.size() % PRODUCT_LINES.size());
        int generation = 1 + index / (PRODUCT_KINDS.size() * PRODUCT_LINES.size());
        row.set("Product_Name", line + " " + kind[0] + " " + generation);
        row.set("Product_Code", "%s-%04d".formatted(Culture.slug(line).substring(0, 3), 1000 + index));
        row.set("Product_Category", kind[1]);
        row.set("Usage_Unit", kind[2]);
        row.set("Manufacturer", line + " Works");
        row.set("Unit_Price", dice.amount(Long.parseLong(kind[3]), 1).toPlainString());
        row.set("Product_Active", dice.chance(92) ? "true" : "false");
        row.set("Taxable", "true");
        if (kind[1].equals("Hardware") || kind[1].equals("Consumables")) {
            row.set("Qty_in_Stock", String.valueOf(dice.below(400)));
            row.set("Reorder_Level", String.valueOf(dice.between(5, 60)));
        }
    }

    private void person(Row row, Company company) {
        Culture culture = company.culture();
        boolean woman = dice.chance(50);
        String first = dice.pick(woman ? culture.women() : culture.men());
        String surname = dice.pick(culture.surnames());
        String last = woman ? culture.womansSurname(surname) : surname;
        row.set("Salutation", woman ? "Ms." : "Mr.");
        row.set("First_Name", first);
        row.set("Last_Name", last);
        row.set("Email", email(first, last, company.domain()));
        row.set("Phone", dice.fill(culture.phone()));
        if (dice.chance(70)) {
            row.set("Mobile", dice.fill(culture.mobile()));
        }
    }

    private String email(String first, String last, String domain) {
        String name = (Culture.slug(first) + "." + Culture.slug(last)).replaceAll("^\\.|\\.$", "");
        String local = name.isEmpty() ? "mail" : name;
        String email = local + "@" + domain;
        for (int i = 2; !emails.add(email); i++) {
            email = local + i + "@" + domain;
        }
        return email;
    }

    private Company company() {
        Culture culture = culture();
        String head = dice.pick(culture.heads());
        String tail = dice.pick(culture.tails());
        String plain = dice.pick(culture.companies()).formatted(head + tail);
        String name = plain;
        for (int i = 2; !companyNames.add(name); i++) {
            name = plain + " " + i;
        }
        String slug = Culture.slug(name);
        String domain = (slug.isEmpty() ? "company" : slug) + (slug.length() < 3 ? companyNames.size() : "");
        return new Company(culture, name, domain + ".example");
    }

    private Company privatePerson() {
        return new Company(culture(), "", "mail.example");
    }

    private Culture culture() {
        return Culture.ALL.get(dice.weighted(Culture.WEIGHTS));
    }

    private Address address(Culture culture) {
        String[] place = dice.pick(culture.places()).split("/", -1);
        return new Address(
                dice.pick(culture.streets()).formatted(dice.between(1, 180)),
                place[0],
                place[1],
                dice.fill(place[2]),
                culture.country());
    }

    private String value(String module, String field) {
        return dice.pick(field(module, field).values()).value();
    }

    private FieldDoc field(String module, String field) {
        return sales.findModule(module)
                .flatMap((ModuleDoc doc) -> doc.findField(field))
                .orElseThrow(() -> new IllegalStateException("no field " + module + "." + field));
    }

    private record Company(Culture culture, String name, String domain) {}

    private record Address(String street, String city, String state, String code, String country) {

        void writeTo(Row row, String prefix, String codeField) {
            row.set(prefix + "Street", street);
            row.set(prefix + "City", city);
            row.set(prefix + "State", state);
            row.set(prefix + codeField, code);
            row.set(prefix + "Country", country);
        }
    }

    /** A row being written; a value that is null is left out. */
    private static final class Row {

        private final Map<String, String> values = new LinkedHashMap<>();

        void set(String field, @Nullable String value) {
            if (value != null) {
                values.put(field, value);
            }
        }
    }

    @FunctionalInterface
    private interface RowWriter {
        void write(int index, Row row);
    }
}

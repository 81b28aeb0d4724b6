package io.atelier.bench.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Leads made of a seed and a number, the same ones each time: few statuses, cities and owners have most of them, as in life.
 * 22 of their fields are filled.
 */
public final class Leads {
    public static final String MODULE = "Leads";

    /** What lists show. */
    public static final List<String> SHOWN = List.of(
            "Full_Name",
            "Salutation",
            "Company",
            "First_Name",
            "Last_Name",
            "Designation",
            "Email",
            "Phone",
            "Mobile",
            "Fax",
            "Website",
            "Lead_Source",
            "Lead_Status",
            "Industry",
            "No_of_Employees",
            "Annual_Revenue",
            "Rating",
            "Secondary_Email",
            "Email_Opt_Out",
            "Skype_ID",
            "Twitter",
            "Street",
            "City",
            "State",
            "Zip_Code",
            "Country",
            "Owner",
            "Created_Time",
            "Modified_Time",
            "Modified_By");

    public static final List<String> STATUSES = List.of(
            "Not Contacted",
            "Contacted",
            "Attempted to Contact",
            "Pre-Qualified",
            "Contact in Future",
            "Not Qualified",
            "Lost Lead",
            "Junk Lead");

    public static final List<String> CITIES = List.of(
            "Berlin",
            "London",
            "Madrid",
            "Paris",
            "Rome",
            "Vienna",
            "Warsaw",
            "Prague",
            "Lisbon",
            "Athens",
            "Dublin",
            "Oslo",
            "Helsinki",
            "Riga",
            "Vilnius",
            "Tallinn",
            "Sofia",
            "Zagreb",
            "Hamburg",
            "Munich",
            "Cologne",
            "Lyon",
            "Turin",
            "Milan",
            "Porto",
            "Seville",
            "Bilbao",
            "Gdansk",
            "Krakow",
            "Brno",
            "Graz",
            "Linz",
            "Basel",
            "Bern",
            "Geneva",
            "Ghent",
            "Bruges",
            "Leiden",
            "Utrecht",
            "Aarhus");

    /** The owner that has one lead in a hundred. */
    public static final int RARE_OWNER = 0;

    private static final long SEED = 20_261_101;
    private static final Instant EPOCH = Instant.parse("2024-06-01T00:00:00Z");
    private static final long SECONDS_APART = 40;
    private static final List<String> FIRST = List.of(
            "Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irina", "Jonas", "Katja", "Lukas",
            "Maria", "Nils", "Olga", "Peter", "Rosa", "Simon", "Tanja", "Viktor");
    private static final List<String> SYLLABLES = List.of(
            "ber", "mann", "stein", "hof", "lund", "gren", "ov", "ski", "dal", "wald", "ric", "ton", "ham", "field",
            "bach", "kov", "les", "mar", "nor", "quist");
    private static final List<String> TRADES = List.of(
            "Foods", "Steel", "Media", "Labs", "Motors", "Partners", "Logistics", "Energy", "Systems", "Textiles");
    private static final List<String> SOURCES =
            List.of("Web Download", "Cold Call", "Advertisement", "Trade Show", "Partner", "Chat", "Facebook");
    private static final List<String> INDUSTRIES =
            List.of("Technology", "Retail", "Manufacturing", "Energy", "Media", "Insurance", "Education", "Other");
    private static final List<String> TITLES = List.of("CEO", "CTO", "Buyer", "Head of Sales", "Engineer", "Assistant");

    private Leads() {}

    /** Returns the writable fields of lead {@code number} in API form. */
    public static SequencedMap<String, Object> values(long number) {
        RandomGenerator random = random(number);
        String first = skewed(FIRST, random);
        String last = word(random);
        String company = word(random) + " " + skewed(TRADES, random);
        int city = skewed(CITIES.size(), random);
        SequencedMap<String, Object> lead = new LinkedHashMap<>();
        lead.put("Salutation", random.nextBoolean() ? "Mr." : "Ms.");
        lead.put("Company", company);
        lead.put("First_Name", first);
        lead.put("Last_Name", last);
        lead.put("Designation", skewed(TITLES, random));
        lead.put("Email", (first + "." + last + "." + number + "@example.org").toLowerCase(Locale.ROOT));
        lead.put("Phone", "+49 30 " + (1_000_000 + random.nextInt(9_000_000)));
        lead.put("Mobile", "+49 170 " + (1_000_000 + random.nextInt(9_000_000)));
        lead.put("Website", "https://www." + company.replace(' ', '-').toLowerCase(Locale.ROOT) + ".example");
        lead.put("Lead_Source", skewed(SOURCES, random));
        lead.put("Lead_Status", skewed(STATUSES, random));
        lead.put("Industry", skewed(INDUSTRIES, random));
        lead.put("No_of_Employees", 1 + skewed(5_000, random));
        lead.put("Annual_Revenue", new BigDecimal(10_000L + 1_000L * skewed(90_000, random)));
        lead.put("Rating", random.nextInt(4) == 0 ? "Acquired" : "Active");
        lead.put("Email_Opt_Out", random.nextInt(10) == 0);
        lead.put("Skype_ID", "live:" + last + number);
        lead.put("Street", word(random) + " Street " + (1 + random.nextInt(200)));
        lead.put("City", CITIES.get(city));
        lead.put("State", "State " + city % 16);
        lead.put("Zip_Code", Integer.toString(10_000 + random.nextInt(80_000)));
        lead.put("Country", "Country " + city % 27);
        return lead;
    }

    /** Returns who has the lead: one in a hundred is {@link #RARE_OWNER}'s, of the others few people have most. */
    public static int owner(long number, int owners) {
        RandomGenerator random = random(-number - 1);
        return random.nextInt(100) == 0 ? RARE_OWNER : 1 + skewed(owners - 1, random);
    }

    /** Returns when the lead was made; later numbers later. */
    public static Instant created(long number) {
        return EPOCH.plusSeconds(number * SECONDS_APART);
    }

    public static String city(RandomGenerator random) {
        return skewed(CITIES, random);
    }

    public static String status(RandomGenerator random) {
        return skewed(STATUSES, random);
    }

    /** Returns a part of names, five letters or more, that some leads hold. */
    public static String fragment(RandomGenerator random) {
        String word = skewed(SYLLABLES, random) + skewed(SYLLABLES, random);
        return word.length() > 6 ? word.substring(0, 6) : word;
    }

    public static List<Map<String, Object>> many(long from, int count) {
        return IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(i -> values(from + i))
                .toList();
    }

    private static String word(RandomGenerator random) {
        String word =
                skewed(SYLLABLES, random) + skewed(SYLLABLES, random) + SYLLABLES.get(random.nextInt(SYLLABLES.size()));
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static RandomGenerator random(long number) {
        return new SplittableRandom(SEED ^ number * 0x9E3779B97F4A7C15L);
    }

    private static String skewed(List<String> choices, RandomGenerator random) {
        return choices.get(skewed(choices.size(), random));
    }

    private static int skewed(int size, RandomGenerator random) {
        double chance = random.nextDouble();
        return (int) (size * chance * chance * chance);
    }
}

package io.atelier.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateEngineTest {

    private static final TemplateEngine ENGINE = new TemplateEngine();

    private static final Map<String, Object> MODEL = model();

    private static Map<String, Object> model() {
        Map<String, Object> lead = new HashMap<>();
        lead.put("First_Name", "Анна");
        lead.put("Last_Name", "O'Hara <x>");
        lead.put("Email", "anna@example.org");
        lead.put("Note", "<p>Rich <b>text</b><script>alert(1)</script></p>");
        lead.put("Lines", "one\ntwo & three");
        lead.put("Amount", new BigDecimal("1234567.5"));
        lead.put("Count", 3);
        lead.put("Zero", 0L);
        lead.put("Active", true);
        lead.put("Born", LocalDate.of(1990, 2, 5));
        lead.put("Seen", Instant.parse("2026-11-01T22:30:00Z"));
        lead.put("Empty", "");
        lead.put("Nothing", null);
        lead.put("Tags", List.of("red", "blue", "5 < 6"));
        lead.put("Rows", List.of(Map.of("Name", "A", "Price", 1.5), Map.of("Name", "B", "Price", 2.25)));
        return Map.of("Leads", lead, "company", "Atelier");
    }

    private static String html(String template) {
        return ENGINE.render(TemplateSource.html("t", template), MODEL, TemplateLimits.DEFAULT)
                .text();
    }

    private static String text(String template) {
        return ENGINE.render(TemplateSource.text("t", template), MODEL, TemplateLimits.DEFAULT)
                .text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            Dear $Leads.First_Name!                       ~ Dear Анна!
            ${Leads.First_Name}s $!{Leads.Email}.          ~ Аннаs anna@example.org.
            $Leads['Email'] $Leads.Tags[1]                ~ anna@example.org blue
            ${Leads.Nothing|'friend'}                     ~ friend
            ${Leads.Empty|$company}                       ~ Atelier
            [$Leads.Nothing][$Leads.Empty]                ~ [][]
            $Leads.Count $Leads.Amount $Leads.Active      ~ 3 1234567.5 true
            $Leads.Born $Leads.Seen                       ~ 1990-02-05 2026-11-01T22:30:00Z
            $Leads.Tags                                   ~ red, blue, 5 < 6
            It costs $5.00, or 5$ or US$.                 ~ It costs $5.00, or 5$ or US$.
            color: #ffffff; #top #1 a#b c#                ~ color: #ffffff; #top #1 a#b c#
            mail@x.org & <b>bold</b> {x} [y] (z)          ~ mail@x.org & <b>bold</b> {x} [y] (z)
            #if($Leads.Active)yes#{else}no#end            ~ yes
            #if($Leads.Nothing)yes#{else}no#end           ~ no
            #if($Leads.Empty || $Leads.Zero)yes#{else}no#end ~ no
            #if($Leads.Count > 2 && !$Leads.Zero)ok#end   ~ ok
            #if($Leads.Count == 3.0)ok#end                ~ ok
            #if($Leads.Count != "4")ok#end                ~ ok
            #if($Leads.Email == 'anna@example.org')ok#end ~ ok
            #if($Leads.Count < 2)a#elseif($Leads.Count >= 3)b#{else}c#end ~ b
            #if($Leads.Count lt 5 and not $Leads.Zero)ok#end ~ ok
            #foreach($t in $Leads.Tags)$foreach.count:$t#if($foreach.hasNext)/#end#end ~ 1:red/2:blue/3:5 < 6
            #foreach($t in $Leads.Nothing)x#{else}none#end ~ none
            #foreach($i in [1..3])$i#end#foreach($i in [3..1])$i#end ~ 123321
            #foreach($a in [1..2])#foreach($b in [1..2])$foreach.index$b#end$foreach.index#end ~ 010011201211
            #set($i = 9)#foreach($i in [1..2])$i#end$i$!foreach.index ~ 129
            #foreach($r in $Leads.Rows)$r.Name=$r.Price;#end ~ A=1.5;B=2.25;
            #set($x = 2 + 3 * 4)$x                         ~ 14
            #set($x = (2 + 3) * -4)$x                      ~ -20
            #set($x = 7 / 2)$x#set($y = 7 % 4) $y          ~ 3.5 3
            #set($x = 0.1 + 0.2)$x                         ~ 0.3
            #set($x = 'a' + 1 + true)$x                    ~ a1true
            #set($x = "Hi $Leads.First_Name ""q"" \u0041")$x ~ Hi Анна "q" A
            #set($x = 'Hi $Leads.First_Name ''q''')$x      ~ Hi $Leads.First_Name 'q'
            #set($m = {'a': 1, "b": [2, 3]})$m.a$m.b[1]    ~ 13
            \\$Leads.Email \\\\$Leads.Count                  ~ $Leads.Email \\3
            #[[ $Leads.Email #set ]]# end                  ~  $Leads.Email #set  end
            $#if($Leads.Active)5#end                       ~ $5
            #if($Leads.Active)5$#end                       ~ 5$
            a ## comment                                   ~ a
            a#* comment *#b                                ~ ab
            """)
    void understandsTheLanguage(String template, String expected) {
        assertThat(text(template).strip()).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            $format.date($Leads.Born)                  ~ Feb 5, 1990
            $format.date($Leads.Born, 'dd.MM.yyyy')    ~ 05.02.1990
            $format.date($Leads.Seen, 'yyyy-MM-dd')    ~ 2026-11-01
            $format.time($Leads.Seen, 'HH:mm')         ~ 22:30
            $format.datetime($Leads.Seen, 'HH:mm dd')  ~ 22:30 01
            $format.number($Leads.Amount)              ~ 1,234,567.5
            $format.number($Leads.Amount, 0)           ~ 1,234,568
            $format.number($Leads.Count, 2)            ~ 3.00
            $format.money($Leads.Amount, 'USD')        ~ $1,234,567.50
            $format.money($Leads.Amount)               ~ 1,234,567.50
            $format.upper($Leads.First_Name)           ~ АННА
            $format.lower('ABC')                       ~ abc
            $format.trim('  a ')                       ~ a
            $format.default($Leads.Nothing, 'none')    ~ none
            $format.default($Leads.Unknown, 'none')    ~ none
            $format.default($Leads.Count, 'none')      ~ 3
            $format.url('a b&c=ж')                     ~ a%20b%26c%3D%D0%B6
            $format.join($Leads.Tags, ' | ')           ~ red | blue | 5 < 6
            $format.count($Leads.Tags)                 ~ 3
            $format.count($Leads.Nothing)              ~ 0
            $format.date($Leads.Nothing)-              ~ -
            $format.upper($format.trim(' x '))         ~ X
            #if($format.count($Leads.Rows) > 1)ok#end  ~ ok
            """)
    void formats(String template, String expected) {
        assertThat(text(template)).isEqualTo(expected);
    }

    @Test
    void formatsForTheAudience() {
        TemplateSource russian = TemplateSource.text(
                        "t", "$format.date($Leads.Seen, 'd MMMM') $format.number($Leads.Amount, 2)")
                .in(Locale.forLanguageTag("ru"), ZoneId.of("Asia/Yekaterinburg"));

        assertThat(ENGINE.render(russian, MODEL, TemplateLimits.DEFAULT).text())
                .isEqualTo("2 ноября 1\u00a0234\u00a0567,50");
    }

    @Test
    void htmlEscapesEveryValue() {
        assertThat(html("<i title=\"$Leads.Last_Name\">$Leads.Last_Name</i>"))
                .isEqualTo("<i title=\"O&#39;Hara &lt;x&gt;\">O&#39;Hara &lt;x&gt;</i>");
        assertThat(html("#set($x = \"<b>$Leads.Last_Name</b>\")$x"))
                .isEqualTo("&lt;b&gt;O&#39;Hara &lt;x&gt;&lt;/b&gt;");
        assertThat(html("${Leads.Nothing|'<b>'}")).isEqualTo("&lt;b&gt;");
        assertThat(html("#foreach($t in $Leads.Tags)$t,#end")).isEqualTo("red,blue,5 &lt; 6,");
        assertThat(html("$format.upper($Leads.Last_Name)")).isEqualTo("O&#39;HARA &lt;X&gt;");
        assertThat(html("$Leads.Tags")).isEqualTo("red, blue, 5 &lt; 6");
    }

    @Test
    void textIsNotEscaped() {
        assertThat(text("$Leads.Last_Name $format.raw($Leads.Last_Name) $format.lines($Leads.Lines)"))
                .isEqualTo("O'Hara <x> O'Hara <x> one\ntwo & three");
    }

    @Test
    void richTextIsCleanedWhenPrintedRaw() {
        assertThat(html("$format.raw($Leads.Note)")).isEqualTo("<p>Rich <b>text</b></p>");
        assertThat(html("$format.lines($Leads.Lines)")).isEqualTo("one<br>two &amp; three");
    }

    @Test
    void markupInsideATextIsTextAgain() {
        assertThat(html("#set($x = \"a$format.raw($Leads.Note)\")$x")).startsWith("a&lt;p&gt;");
    }

    @Test
    void linesWithOnlyDirectivesVanish() {
        assertThat(text("""
                Hello
                #foreach($t in $Leads.Tags)
                  * $t
                #end
                #if($Leads.Nothing)
                never
                #end
                Bye
                """)).isEqualTo("""
                Hello
                  * red
                  * blue
                  * 5 < 6
                Bye
                """);
    }

    @Test
    void unknownFieldsAreEmptyAndReported() {
        RenderedTemplate result = ENGINE.render(
                TemplateSource.html(
                        "t", "Hi\n  $Leads.Frist_Name $nobody ${Leads.Email.domain} $Leads.Nothing.x $!quiet"),
                MODEL,
                TemplateLimits.DEFAULT);

        assertThat(result.text()).isEqualTo("Hi\n      ");
        assertThat(result.warnings())
                .extracting(TemplateWarning::reference, TemplateWarning::line, TemplateWarning::column)
                .containsExactly(
                        tuple("$Leads.Frist_Name", 2, 3),
                        tuple("$nobody", 2, 21),
                        tuple("${Leads.Email.domain}", 2, 29));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$Leads",
                "#foreach($i in [1])#end$foreach.index",
                "$format.date('soon')",
                "$format.date($Leads.Born, 'qqqqqqqqqq')",
                "$format.time($Leads.Born)",
                "$format.money($Leads.Count, 'XXXX')",
                "$format.number('x')",
                "#set($x = 1 / 0)$x",
                "#set($x = 'a' * 2)$x",
                "#nothing(1)",
                "#if($nobody.name == 1)x#end"
            })
    void whatMeansNothingIsReported(String template) {
        assertThat(ENGINE.render(TemplateSource.text("t", template), MODEL, TemplateLimits.DEFAULT)
                        .warnings())
                .hasSize(1);
    }

    @Test
    void testingForAFieldIsNoMistake() {
        assertThat(ENGINE.render(
                                TemplateSource.text("t", "#if($Leads.Middle && !$nobody)x#end"),
                                MODEL,
                                TemplateLimits.DEFAULT)
                        .warnings())
                .isEmpty();
    }

    @Test
    void warningsAreLimited() {
        assertThat(ENGINE.render(TemplateSource.text("t", "$a.b\n".repeat(500)), MODEL, TemplateLimits.DEFAULT)
                        .warnings())
                .hasSize(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            #if($x)                          ~ 1
            a #end                           ~ 1
            #foreach($x of $y)a#end          ~ 1
            #foreach($x)a#end                ~ 1
            #set($x)                         ~ 1
            #set($x = )                      ~ 1
            #if()a#end                       ~ 1
            $format.upper()                  ~ 1
            $format.upper('a', 'b')          ~ 1
            #set($x = "#if(")                ~ 1
            """)
    void syntaxErrorsNameTheirPlace(String template, int line) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> text(template))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(TemplateException.Code.TEMPLATE_SYNTAX);
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
                });
    }

    @Test
    void errorsCountLines() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> text("one\ntwo\n  $Leads.save()"))
                .satisfies(e -> assertThat(List.of(e.line(), e.column())).containsExactly(3, 3));
    }

    @Test
    void listsItsMergeFields() {
        assertThat(ENGINE.references(TemplateSource.html("t", """
                        Dear ${Leads.First_Name|$Leads.Last_Name}, #set($total = $Deals.Amount)$total.x
                        #foreach($row in $Quotes.Lines)$row.Name $foreach.index#end $row
                        #if($company == "x$Leads.Email")$format.date($Deals.Closing_Date)#end $Leads.First_Name
                        """)))
                .containsExactly(
                        "Leads.First_Name",
                        "Leads.Last_Name",
                        "Deals.Amount",
                        "Quotes.Lines",
                        "row",
                        "company",
                        "Leads.Email",
                        "Deals.Closing_Date");
    }

    @Test
    void laterChangesOfTheModelAreNotSeen() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> model = new HashMap<>(Map.of("list", list));

        assertThat(ENGINE.render(TemplateSource.text("t", "$list"), model, TemplateLimits.DEFAULT)
                        .text())
                .isEqualTo("a");
        assertThat(list).containsExactly("a");
    }

    @Test
    void modelHoldsPlainDataOnly() {
        for (Object value : Arrays.<Object>asList(
                new Object(),
                Thread.currentThread(),
                String.class,
                new StringBuilder("x"),
                new int[] {1},
                Optional.of("x"),
                new AtomicInteger(),
                List.of(List.of(new Object())),
                Map.of("a", Map.of(1, "x")),
                Double.NaN,
                new BigDecimal("1E+1000000000"),
                BigInteger.TWO.pow(5000),
                TemplateLimits.DEFAULT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ENGINE.render(
                            TemplateSource.text("t", "x"), Map.of("value", value), TemplateLimits.DEFAULT));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ENGINE.render(TemplateSource.text("t", "x"), Map.of("format", "mine"), TemplateLimits.DEFAULT));
    }

    @Test
    void cyclesInTheModelAreRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ENGINE.render(TemplateSource.text("t", "x"), Map.of("value", list), TemplateLimits.DEFAULT));
    }
}

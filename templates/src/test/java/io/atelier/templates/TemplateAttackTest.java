package io.atelier.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.templates.TemplateException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author of templates must not be able to do, tried. */
@Timeout(10)
class TemplateAttackTest {

    private static final TemplateEngine ENGINE = new TemplateEngine();

    private static final Map<String, Object> MODEL =
            Map.of("x", "text", "n", 1, "list", List.of("a", "b"), "map", Map.of("k", "v"));

    private static RenderedTemplate render(String template) {
        return ENGINE.render(TemplateSource.html("t", template), MODEL, TemplateLimits.DEFAULT);
    }

    /** Calls, directives and assignments that must not even be parsed into something that runs. */
    static final List<String> FORBIDDEN = List.of(
            "$x.getClass()",
            "$x.getClass().forName('java.lang.Runtime').getRuntime().exec('id')",
            "#set($e=\"e\")$e.getClass().forName(\"java.lang.Runtime\").getMethod(\"getRuntime\",null).invoke(null,null).exec(\"id\")",
            "#set($s='')#set($rt=$s.class.forName('java.lang.Runtime'))#set($ex=$rt.getRuntime().exec('id'))$ex.waitFor()",
            "$class.inspect('java.lang.Runtime').type.getRuntime().exec('sleep 5').waitFor()",
            "#set($engine=\"\")#set($run=$engine.getClass().forName(\"java.lang.Runtime\"))",
            "$x.toString()",
            "$x.length()",
            "$list.size()",
            "$list.iterator().next()",
            "$list.add('c')",
            "$list.stream().map($x)",
            "$map.put('k','w')",
            "$map.entrySet()",
            "$map.get('k')",
            "$map.k.getBytes()",
            "$n.class.classLoader.loadClass('java.lang.Runtime')",
            "${x.getClass()}",
            "$!{x.getClass().getName()}",
            "$!x.hashCode()",
            "$x[0].getClass()",
            "${x.a|$x.getClass()}",
            "$x[$x.getClass()]",
            "#if($x.getClass())a#end",
            "#set($a = $x.getClass())",
            "#set($a = [$x.getClass()])",
            "#set($a = {'a': $x.getClass()})",
            "#set($a = \"$x.getClass()\")",
            "#set($a = \"#set($b = $x.getClass())\")",
            "#set($a = \"\\u0024x.getClass()\")",
            "#set($a = \"\\u0023include('/etc/passwd')\")",
            "#foreach($i in $x.getClass().getMethods())$i#end",
            "#foreach($i in [1..2])$foreach.getClass()#end",
            "#foreach($i in [1..2])$foreach.stop()#end",
            "$format.upper($x.getClass())",
            "$format.getClass()",
            "$format.class",
            "$format.class.forName('java.lang.Runtime')",
            "$format.upper('a').getClass()",
            "$format.upper('a').bytes",
            "$format['upper']",
            "$format",
            "${format}",
            "$format.apply('x')",
            "$format.exec('id')",
            "$format.wait(1000)",
            "#set($format = 'x')",
            "#set($foreach = 'x')",
            "#foreach($format in [1])a#end",
            "#set($x.class = 1)",
            "#set($map.k = 'w')",
            "#set($list[0] = 'w')",
            "#include('/etc/passwd')",
            "#include(\"file:///etc/passwd\", \"x\")",
            "#{include}('/etc/passwd')",
            "#parse('/etc/passwd')",
            "#{parse}('http://127.0.0.1/')",
            "#evaluate('$x.getClass()')",
            "#set($t = '#set($y = 7*7)$y')#evaluate($t)",
            "#macro(m $a)$a#m($a)#end#m(1)",
            "#define($d)$d#end$d",
            "#stop",
            "#break",
            "#foreach($i in [1..2])#break#end",
            "#@m()a#end",
            "#if(true)#include('/etc/passwd')#end",
            "#foreach($i in [1])#parse('a')#end");

    @ParameterizedTest
    @FieldSource("FORBIDDEN")
    void isRefused(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(Code.TEMPLATE_FORBIDDEN);
                    assertThat(e.line()).isPositive();
                });
        assertThatThrownBy(() -> ENGINE.references(TemplateSource.html("t", template)))
                .isInstanceOf(TemplateException.class);
    }

    /** Names that other engines or Velocity's tools would know; here they are just unknown fields. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$x.class",
                "$x.class.name",
                "$x.class.classLoader",
                "$x.class.protectionDomain.codeSource.location",
                "$x.bytes",
                "$x.empty",
                "$list.class",
                "$list.empty",
                "$map.class",
                "$map.entrySet",
                "$n.class.module",
                "$request",
                "$application.attributes",
                "$class",
                "$context",
                "$ctx",
                "$velocityEngine",
                "$esc.d",
                "$util",
                "$this",
                "$rsvc",
                "$foreach.topmost",
                "#foreach($i in [1])$foreach.parent$foreach.velocityCount$foreach.class#end"
            })
    void isAnUnknownField(String template) {
        assertThat(render(template).text()).isEmpty();
        assertThat(render(template).warnings()).isNotEmpty();
    }

    /** Other languages' payloads: text like any other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{7*7}}",
                "${7*7}",
                "#{7*7}",
                "*{7*7}",
                "@{7*7}",
                "<%= 7*7 %>",
                "{%for i in range(9)%}{%endfor%}",
                "${{7*7}}",
                "[[${7*7}]]",
                "%{7*7}",
                "T(java.lang.Runtime)",
                "{php}echo 1;{/php}"
            })
    void isText(String template) {
        String result;
        try {
            result = render(template).text();
        } catch (TemplateException e) {
            assertThat(e.code()).isEqualTo(Code.TEMPLATE_SYNTAX);
            return;
        }
        assertThat(result).isEqualTo(template).doesNotContain("49");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#set($x=7*7)$x",
                "$x.getClass()",
                "#include('/etc/passwd')",
                "#foreach($i in [1..9])a#end",
                "${x}",
                "$format.upper('a')",
                "\\u0024x",
                "#[[ raw ]]#",
                "## gone",
                "#* gone *#"
            })
    void storedValuesStayLiteral(String stored) {
        Map<String, Object> model = Map.of("x", "SECRET", "name", stored, "names", List.of(stored));
        TemplateSource source = TemplateSource.text(
                "t",
                "$name|$names[0]|#set($a = \"$name\")$a|#set($b = $name + '')$b|$format.trim($name)|"
                        + "#foreach($n in $names)$n#end|${gone|$name}|$format.default($gone, $name)");

        String result = ENGINE.render(source, model, TemplateLimits.DEFAULT).text();

        assertThat(result.split("\\|")).hasSize(8).containsOnly(stored);
    }

    static Stream<String> bombs() {
        String loops = "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end";
        return Stream.of(
                "#foreach($i in [1..2147483647])x#end",
                "#foreach($i in [-2147483648..2147483647])x#end",
                "#foreach($i in [1..99999999999999999999])x#end",
                "#foreach($i in [1..10001])#end",
                "#set($r = [1..2000000000])$r",
                loops,
                "#foreach($i in [1..10000])#end".repeat(2),
                "#foreach($i in [1..200])#foreach($j in [1..10000])#end#end",
                "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..1000])#set($s = \"$s$s\")#end",
                "#set($s = 'xxxxxxxxxxxxxxxx')#foreach($i in [1..1000])#set($s = $s + $s)#end",
                "#set($s = 'xxxxxxxxxxxxxxxx')" + "#set($s = \"$s$s\")".repeat(100),
                "#set($s = 'xxxxxxxxxxxxxxxx')" + "#set($s = $s + $s)".repeat(100),
                "#set($s = '" + "x".repeat(60_000) + "')" + "#set($t = \"$s\")".repeat(5_000),
                "#set($s = '" + "x".repeat(60_000) + "')#foreach($i in [1..10000])$format.upper($s)#end",
                "#set($s = '" + "<".repeat(60_000) + "')#foreach($i in [1..10000])$format.raw($s)#end",
                "#set($s = '" + "x".repeat(60_000) + "')#foreach($i in [1..10000])$s#end",
                "#set($l = [1,2])#foreach($i in [1..1000])#set($l = [$l, $l])#end#foreach($i in $l)#foreach($j in $i)"
                        + "$j#foreach($k in [1..9999])#end#end#end#foreach($i in [1..10000])#end",
                "#set($l = ['" + "x".repeat(60_000) + "'])#set($l = [$l[0],$l[0],$l[0]])$l$l$l$format.join($l, 'xx')",
                "#set($n = 9)#foreach($i in [1..1000])#set($n = $n * $n)#end$n",
                "#set($n = 9999999999999999999999999999999999999999999999999999)$n",
                "#set($n = 0.1)#set($m = " + "9".repeat(50_000) + ")$m",
                "#set($x = " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + ")",
                "#set($x = " + "[".repeat(5_000) + "1" + "]".repeat(5_000) + ")",
                "#set($x = " + "!".repeat(5_000) + "true)",
                "#set($x = 1" + "+1".repeat(20_000) + ")",
                "#if(true)".repeat(300) + "x" + "#end".repeat(300),
                "#if(true)".repeat(20_000) + "x" + "#end".repeat(20_000),
                "#foreach($i in [1,2])".repeat(40) + "x" + "#end".repeat(40),
                "$x" + "[$x".repeat(3_000) + "]".repeat(3_000),
                "x".repeat(256 * 1024 + 1),
                "\\".repeat(200_000),
                "#set($x = \"$x" + "\\u005c".repeat(40_000) + "\")",
                "#set($x = \"" + "\\".repeat(100_000) + "$x\")",
                "#foreach($i in [1..10000])" + "x".repeat(200) + "#end");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void endsAtALimit(String template) {
        long start = System.nanoTime();

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TEMPLATE_LIMIT));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void timeEndsEvenWhatNoOtherLimitStops() {
        TemplateLimits generous = new TemplateLimits(
                1 << 18, Integer.MAX_VALUE, Duration.ofMillis(200), Integer.MAX_VALUE, 100, 1 << 20, Integer.MAX_VALUE);
        String template = "#foreach($a in [1..10000])#foreach($b in [1..10000])#if($a == $b)#end#end#end";
        long start = System.nanoTime();

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> ENGINE.render(TemplateSource.html("t", template), MODEL, generous))
                .satisfies(e -> assertThat(e.getMessage()).contains("200 ms"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void limitsAllowWhatTheySay() {
        assertThat(render("#foreach($i in [1..10000])x#end").text()).hasSize(10_000);
        assertThat(render("x".repeat(256 * 1024)).text()).hasSize(256 * 1024);
        assertThat(render("#if(true)".repeat(49) + "x" + "#end".repeat(49)).text())
                .isEqualTo("x");
        String block = "#foreach($i in [1..1024])" + "x".repeat(1024) + "#end";
        assertThat(render(block).text()).hasSize(1024 * 1024);
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(block + "x"));
    }

    /** Long runs of one piece, each as long as a template may be: parsed or refused, never chewed on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "#",
                "##",
                "#*",
                "#[[",
                "\"",
                "'",
                "{",
                "(",
                "[",
                "${",
                "$!{x}",
                "${x|",
                "$x",
                "$x.",
                "$x.a.b",
                "$x['a']",
                "\\$x ",
                "\\#if ",
                "\\\\#",
                " ",
                "\n",
                "\n  #if(true)\n",
                "#{",
                "#@a",
                "#foo",
                "#foo(",
                "#foo($x)",
                "#end",
                "#else",
                "#if(true)x#end",
                "#if(1==1",
                "#set($a=1)",
                "#set($a=\"$x\")",
                "#set($a=-",
                "$format.upper('a')",
                "$x.a(",
                "#foreach($i in $list)$i#end",
                "$nobody ",
                "\uD83D",
                "\u0000"
            })
    void longRunsAreParsedInTime(String piece) {
        String template = piece.repeat(256 * 1024 / piece.length());
        long start = System.nanoTime();

        try {
            render(template);
        } catch (TemplateException expected) {
            assertThat(expected.code()).isNotNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void macrosOfOneTemplateAreUnknownToTheNext() {
        assertThatThrownBy(() -> render("#macro(leak)secret#end")).isInstanceOf(TemplateException.class);

        assertThat(render("#leak #leak()").text()).isEqualTo("#leak #leak()");
    }

    @Test
    void anyTextIsRenderedOrRefusedByACode() {
        String alphabet = "$$$##!{}[]()'\"\\|.,=<>&+-*/%@ \n\tx1iforeachsetendelse_ж\u0000\uD83D";
        Random random = new Random(42);
        for (int i = 0; i < 6_000; i++) {
            StringBuilder template = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                template.append(
                        switch (random.nextInt(12)) {
                            case 0 -> "#if($x)";
                            case 1 -> "#end";
                            case 2 -> "$x.";
                            case 3 -> "#set($a=";
                            case 4 -> "#foreach($i in $list)";
                            default -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length())));
                        });
            }
            try {
                render(template.toString());
            } catch (TemplateException expected) {
                assertThat(expected.code()).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("on: " + template, e);
            }
        }
    }
}

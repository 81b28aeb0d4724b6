package io.atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void takesWhatIsSaidAndElseTheUsual() {
        Options usual = Options.parse();
        Options said = Options.parse("--rows", "1000000", "--only", "read,list", "--seconds", "3", "--data", "x");

        assertThat(usual.rows()).isEqualTo(100_000);
        assertThat(usual.wants("anything")).isTrue();
        assertThat(usual.data()).isEmpty();
        assertThat(said.rows()).isEqualTo(1_000_000);
        assertThat(said.wants("list")).isTrue();
        assertThat(said.wants("create")).isFalse();
        assertThat(said.data()).contains(Path.of("x"));
    }

    @ParameterizedTest
    @CsvSource({"--rows,0", "--rows,1000001", "--rows,many", "--seconds,0", "--seconds,601", "--nonsense,1"})
    void refusesWhatItCannotDo(String option, String value) {
        assertThatThrownBy(() -> Options.parse(option, value)).hasMessageContaining(option);
    }

    @Test
    void refusesAnOptionWithoutAValue() {
        assertThatThrownBy(() -> Options.parse("--rows")).hasMessage("--rows needs a value");
    }
}

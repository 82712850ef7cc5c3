package dev.threeway.queryapi.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFileTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COLUMNS = List.of("id", "amount", "sources");

  @Test
  void aCsvFileHasAHeaderARecordForEachRowAndALastRecordOfCountAndHash() throws Exception {
    String body =
        "id,amount,sources\r\nT1,100.00,CORE MOBILE\r\n\"a,\"\"b\"\"\nc\",-5.00,\r\n,,\r\n";

    assertThat(
            file(
                ExportFormat.CSV,
                "{\"id\":\"T1\",\"amount\":\"100.00\",\"sources\":[\"CORE\",\"MOBILE\"]}",
                "{\"id\":\"a,\\\"b\\\"\\nc\",\"amount\":\"-5.00\",\"sources\":[]}",
                "{\"other\":\"left out\"}"))
        .isEqualTo(body + "# rows=3 sha256=" + sha256(body) + "\r\n");
  }

  @Test
  void anNdjsonFileHasAnObjectOnEachLineAndALastOneOfCountAndHash() throws Exception {
    String body = "{\"id\":\"=1+1\",\"amount\":\"-5.00\"}\n{\"id\":\"\u00e9\\n\"}\n";

    assertThat(
            file(
                ExportFormat.NDJSON,
                "{\"id\":\"=1+1\",\"amount\":\"-5.00\"}",
                "{\"id\":\"\u00e9\\n\"}"))
        .isEqualTo(body + "{\"rows\":2,\"sha256\":\"" + sha256(body) + "\"}\n");
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void aFileWithoutRowsIsSealedAllTheSame(ExportFormat format) throws Exception {
    String body = format == ExportFormat.CSV ? "id,amount,sources\r\n" : "";

    assertThat(file(format)).startsWith(body).contains(sha256(body)).containsPattern("rows\\W+0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "-",
        "-1,5",
        "--1",
        "-1e5",
        "\uFF1D1"
      })
  void whatASpreadsheetWouldRunIsNeutralised(String cell) {
    assertThat(CsvFile.safe(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @CsvSource({"-5.00", "-0.0001", "-12", "100.00", "TXN-1", "a=b", "''"})
  void numbersAndPlainTextStayAsTheyAre(String cell) {
    assertThat(CsvFile.safe(cell)).isEqualTo(cell);
  }

  private static String file(ExportFormat format, String... rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportFile file = format.begin(COLUMNS, out);
    for (String row : rows) {
      file.add((ObjectNode) JSON.readTree(row));
    }
    file.seal();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

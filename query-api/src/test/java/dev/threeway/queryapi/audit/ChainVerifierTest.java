package dev.threeway.queryapi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threeway.queryapi.audit.ChainBreak.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a row, given the row before it. */
class ChainVerifierTest {
  private final List<AuditRow> chain = chain(6);

  @Test
  void theHashIsWhatTheDocumentationSaysItIs() throws Exception {
    AuditEvent event = Events.numbered(3);
    MessageDigest byHand = MessageDigest.getInstance("SHA-256");
    byHand.update("threeway-audit-1".getBytes(StandardCharsets.US_ASCII));
    byHand.update(ByteBuffer.allocate(8).putLong(3).array());
    byHand.update(chain.get(1).head().hash());
    byHand.update(ByteBuffer.allocate(24).putLong(1772355600126L).putLong(0).putLong(3).array());
    text(byHand, "auditor");
    text(byHand, "id-of-auditor");
    byHand.update(ByteBuffer.allocate(4).putInt(2).array());
    for (String text :
        List.of(
            "auditor",
            "viewer",
            "READ",
            "GET /api/v1/transactions/T3",
            "ALLOWED",
            "192.0.2.7",
            "0af7651916cd43dd8448eb211c80319c")) {
      text(byHand, text);
    }
    byHand.update(ByteBuffer.allocate(4).putInt(-1).array());

    assertThat(ChainHash.of(3, chain.get(1).head().hash(), event)).isEqualTo(byHand.digest());
  }

  private static void text(MessageDigest digest, String text) {
    digest.update(ByteBuffer.allocate(4).putInt(text.length()).array());
    digest.update(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aChainThatNobodyTouchedIsWhole() {
    assertThat(broken(chain)).isEmpty();
  }

  @Test
  void aChangedRowIsNamed() {
    chain.set(2, new AuditRow(3, Events.numbered(33), hash(1), hash(2)));

    assertThat(broken(chain))
        .hasValue(new ChainBreak(3, Kind.CHANGED, "row 3 does not match its hash: it was changed"));
  }

  @Test
  void aChangedRowWhoseHashWasMadeAgainIsNamedByTheRowBehindIt() {
    chain.set(2, row(Events.numbered(33), chain.get(1).head(), 3));

    assertThat(broken(chain))
        .hasValue(
            new ChainBreak(
                3,
                Kind.CHANGED,
                "row 4 holds another hash of the row before it, which was replaced"));
  }

  @Test
  void deletedRowsAreNamed() {
    chain.remove(4);
    assertThat(broken(chain)).hasValue(new ChainBreak(5, Kind.DELETED, "row 5 is missing"));

    chain.subList(0, 2).clear();
    assertThat(broken(chain)).hasValue(new ChainBreak(1, Kind.DELETED, "rows 1 to 2 are missing"));
  }

  @Test
  void rowsThatChangedPlacesAreNamed() {
    chain.set(2, new AuditRow(3, Events.numbered(4), hash(2), hash(3)));

    assertThat(broken(chain))
        .hasValue(
            new ChainBreak(
                3, Kind.REORDERED, "row 3 holds what was written as row 4: rows were reordered"));
  }

  @Test
  void aPrunedChainBeginsWithTheRowThatWasAnchored() {
    ChainHead root = chain.get(2).head();

    assertThat(ChainVerifier.judgeRoot(root, Optional.of(chain.get(2)))).isEmpty();
    assertThat(ChainVerifier.judgeRoot(root, Optional.empty()))
        .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(Kind.DELETED));
    AuditRow changed = new AuditRow(3, Events.numbered(33), hash(1), hash(2));
    assertThat(ChainVerifier.judgeRoot(root, Optional.of(changed)))
        .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(Kind.CHANGED));
    AuditRow another = row(Events.numbered(33), chain.get(1).head(), 3);
    assertThat(ChainVerifier.judgeRoot(root, Optional.of(another)))
        .hasValue(
            new ChainBreak(
                3,
                Kind.REWRITTEN,
                "row 3 is not the one that was anchored when the rows before it were pruned"));
  }

  private byte[] hash(int index) {
    return chain.get(index).head().hash();
  }

  private static Optional<ChainBreak> broken(List<AuditRow> rows) {
    ChainHead last = ChainHead.START;
    for (AuditRow row : rows) {
      Optional<ChainBreak> found = ChainVerifier.judge(last, row);
      if (found.isPresent()) {
        return found;
      }
      last = row.head();
    }
    return Optional.empty();
  }

  private static List<AuditRow> chain(int length) {
    List<AuditRow> rows = new ArrayList<>();
    ChainHead last = ChainHead.START;
    for (int i = 1; i <= length; i++) {
      AuditRow row = row(Events.numbered(i), last, i);
      rows.add(row);
      last = row.head();
    }
    return rows;
  }

  private static AuditRow row(AuditEvent event, ChainHead before, long sequence) {
    return new AuditRow(
        sequence, event, before.hash(), ChainHash.of(sequence, before.hash(), event));
  }
}

package dev.threeway.queryapi.attack;

import java.util.ArrayList;
import java.util.List;

/** Every case that needs nothing but a target. */
public final class AttackSuite {
  /** What would stand at the start of a line of the log if it had got one of its own. */
  public static final String FORGED_LINE = InjectionAttacks.FORGED_LINE;

  private AttackSuite() {}

  /**
   * The cases.
   *
   * @param target holds two open breaks at least
   * @param txnId a transaction of the first account of the target
   * @param script the path of a transaction that is called like a script
   */
  public static List<Attack> of(Target target, String txnId, String script) throws Exception {
    List<Attack> all = new ArrayList<>();
    all.addAll(SignInAttacks.of(target));
    all.addAll(RoleAttacks.of(target, txnId));
    all.addAll(AddressAttacks.paths(target));
    all.addAll(AddressAttacks.methods(target));
    all.addAll(HostAttacks.of(target));
    all.addAll(SmugglingAttacks.of(target));
    all.addAll(ContentAttacks.bombs(target));
    all.addAll(ContentAttacks.slow(target));
    all.addAll(BrowserAttacks.origins(target));
    all.addAll(BrowserAttacks.scripts(target, script));
    all.addAll(InjectionAttacks.of(target));
    all.addAll(SqlAttacks.of(target));
    all.addAll(CursorAttacks.of(target));
    all.addAll(KeyAttacks.of(target, txnId));
    all.addAll(PeerAttacks.of(target, txnId));
    return all;
  }
}

package dev.threeway.queryapi.http;

import dev.threeway.queryapi.security.Permission;
import dev.threeway.schemas.records.BreakType;
import io.javalin.http.Context;

/**
 * The one place through which personal data reaches a response: whatever may hold an account id is
 * rendered here, for the eyes of one caller.
 */
interface PersonalData {
  /** Shows account ids as they are. */
  PersonalData IN_FULL =
      new PersonalData() {
        @Override
        public boolean isInFull() {
          return true;
        }

        @Override
        public String accountId(String accountId) {
          return accountId;
        }

        @Override
        public String description(String description, String accountId) {
          return description;
        }

        @Override
        public String breakValue(BreakType type, String value) {
          return value;
        }
      };

  /** Shows of an account id its end at most. */
  PersonalData MASKED = new MaskedData();

  /** For the eyes of whoever has sent this request. */
  static PersonalData of(Context request) {
    return Guard.gives(request, Permission.PERSONAL_DATA) ? IN_FULL : MASKED;
  }

  /** Whether account ids are shown, and may be looked for. */
  boolean isInFull();

  String accountId(String accountId);

  /**
   * What a source says about a transaction in words of its own.
   *
   * @param description may be null
   * @param accountId of the same report
   */
  String description(String description, String accountId);

  /**
   * The text in which a break shows what a source reported. That of ACCOUNT is an account id, and
   * that of DUPLICATE may name two.
   *
   * @param value may be null
   */
  String breakValue(BreakType type, String value);
}

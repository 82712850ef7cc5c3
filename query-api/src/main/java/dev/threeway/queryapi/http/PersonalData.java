package dev.threeway.queryapi.http;

import dev.threeway.schemas.records.BreakType;

/**
 * The one place through which personal data reaches a response: whatever may hold an account id is
 * rendered here, for the eyes of one caller.
 */
interface PersonalData {
  /** Shows account ids as they are. */
  PersonalData IN_FULL =
      new PersonalData() {
        @Override
        public String accountId(String accountId) {
          return accountId;
        }

        @Override
        public String breakValue(BreakType type, String value) {
          return value;
        }
      };

  String accountId(String accountId);

  /**
   * The text in which a break shows what a source reported. That of ACCOUNT is an account id, and
   * that of DUPLICATE may name two.
   *
   * @param value may be null
   */
  String breakValue(BreakType type, String value);
}

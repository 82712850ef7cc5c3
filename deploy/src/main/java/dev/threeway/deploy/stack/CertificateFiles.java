package dev.threeway.deploy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the certificates of an encrypted stack lie, readable by their owner alone.
 *
 * @param folder the folder, absolute
 */
record CertificateFiles(Path folder) {
  /** The authority that has issued all of them. */
  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** A private key, not encrypted, and its certificates, in PEM. */
  Path identity(Identity who) {
    return folder.resolve(who.id() + ".pem");
  }

  /** The certificates alone, in PEM. */
  Path certificates(Identity who) {
    return folder.resolve(who.id() + ".crt");
  }

  /** The private key alone, in PEM. */
  Path key(Identity who) {
    return folder.resolve(who.id() + ".key");
  }

  /** The private key alone, as PostgreSQL's driver takes it. */
  Path binaryKey(Identity who) {
    return folder.resolve(who.id() + ".pk8");
  }

  /** Key, certificates and authority, for a server that takes nothing else. */
  Path store(Identity who) {
    return folder.resolve(who.id() + ".p12");
  }

  /** The password of the stores. */
  Path password() {
    return folder.resolve("password");
  }

  /** Who may come to PostgreSQL. */
  Path postgresAccess() {
    return folder.resolve("pg_hba.conf");
  }

  /** Which role each identity has in PostgreSQL. */
  Path postgresRoles() {
    return folder.resolve("pg_ident.conf");
  }

  /** Replaces the folder by an empty one. */
  void create() {
    StackDirectory.delete(folder);
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }

  static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] content) {
    try {
      OwnerOnly.create(file);
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}

package dev.threeway.deploy.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The authority of one stack. Its own key is in memory alone and gone with this object: whoever
 * reads the files later can make no further identity. Not thread-safe.
 */
final class Authority {
  /** How long a stack can run without a new start. */
  private static final Duration LIFETIME = Duration.ofDays(30);

  /** Clocks of two machines differ. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final X500Name NAME = new X500Name("CN=threeway-local-stack");
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 120;

  private final SecureRandom random = new SecureRandom();
  private final KeyPairGenerator keys;
  private final Instant now;
  private final KeyPair own;
  private final X509Certificate certificate;

  /**
   * A new authority.
   *
   * @param now from when on its certificates are good
   */
  Authority(Instant now) throws GeneralSecurityException, IOException {
    this.now = now;
    keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(new ECGenParameterSpec("secp256r1"), random);
    own = keys.generateKeyPair();
    X509v3CertificateBuilder builder = builder(NAME, own);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    certificate = sign(builder);
  }

  /** An identity, good on both ends of connections on loopback; its files are written. */
  void issue(Identity who, CertificateFiles files, char[] password)
      throws GeneralSecurityException, IOException {
    KeyPair pair = keys.generateKeyPair();
    X509v3CertificateBuilder builder = builder(new X500Name("CN=" + who.id()), pair);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, Addresses.HOST)
            }));
    X509Certificate issued = sign(builder);
    String key = pem(new JcaPKCS8Generator(pair.getPrivate(), null));
    CertificateFiles.write(files.key(who), key);
    CertificateFiles.write(files.certificates(who), pem(issued));
    CertificateFiles.write(files.identity(who), key + pem(issued));
    CertificateFiles.write(files.binaryKey(who), pair.getPrivate().getEncoded());
    CertificateFiles.write(files.store(who), store(pair.getPrivate(), issued, password));
  }

  /** The authority's own certificate, in PEM. */
  String certificate() throws IOException {
    return pem(certificate);
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair pair)
      throws GeneralSecurityException, IOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
            Date.from(now.minus(SLACK)),
            Date.from(now.plus(LIFETIME)),
            subject,
            pair.getPublic());
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(own.getPublic()));
    return builder;
  }

  private X509Certificate sign(X509v3CertificateBuilder builder) throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(SIGNATURE).build(own.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private byte[] store(PrivateKey key, X509Certificate issued, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", key, password, new X509Certificate[] {issued});
    store.setCertificateEntry("authority", certificate);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password);
    return bytes.toByteArray();
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}

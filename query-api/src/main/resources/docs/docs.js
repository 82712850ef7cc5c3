"use strict";

SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#docs",
  deepLinking: true,
  displayOperationId: false,
  docExpansion: "list",
  tryItOutEnabled: true,
  // No request leaves this origin: neither to a validator nor anywhere else.
  validatorUrl: null,
});

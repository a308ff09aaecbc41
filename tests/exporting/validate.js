// Reads statements (JSON, an array) and prints for each the places at which the published validator finds a fault.
const fs = require("fs");
const { createRequire } = require("module");
const [, , folder, file] = process.argv;
const validate = createRequire(folder + "/")("@learninglocker/xapi-validation").default;
const statements = JSON.parse(fs.readFileSync(file, "utf8"));
console.log(JSON.stringify(statements.map((one) => validate(one, []).map((fault) => fault.path.join(".")))));

/** What a proof measured, for people to read at its end. */
export class Figures {
  private readonly lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
  }

  print(): void {
    process.stdout.write(this.lines.map((line) => `${line}\n`).join(""));
  }
}

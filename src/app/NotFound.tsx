/** @file An address that leads nowhere. */
import { ButtonLink } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import { words } from "./words";

export default function NotFound() {
  return (
    <Page
      title={words.notFound.title}
      lede={words.notFound.lede}
      actions={
        <ButtonLink href="/start" look="plain">
          {words.notFound.back}
        </ButtonLink>
      }
    />
  );
}

/**
 * @file A photoshoot on one sheet, look by look: what is drawn already, how far the rest is, and which are worth keeping.
 */
import { createMemo, createSignal, For, Show } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import { thumbnailId, type Job, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { Progress } from "~/ui/progress/Progress";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { onDay } from "~/ui/text/numbers";
import type { Studio } from "../studio";
import styles from "./ContactSheet.module.css";
import { shootsOf, type Shoot } from "./shoots";
import { words } from "./words";

interface Props {
  readonly studio: Studio;
  readonly shootId: string;
  readonly onClose: () => void;
}

function Print(props: {
  readonly studio: Studio;
  readonly picture: Picture;
  readonly label: string;
  readonly onOpen: () => void;
}) {
  const { pictures } = useServices();
  const url = pictures.image(() => thumbnailId(props.picture.id));
  const kept = () => props.picture.mark === "keep";
  return (
    <li class={styles["print"]} data-kept={kept() ? "" : undefined}>
      <button type="button" class={styles["open"]} aria-label={words.sheet.open(props.label)} onClick={() => props.onOpen()}>
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} />
      </button>
      <Button
        look="quiet"
        icon="check"
        aria-pressed={kept()}
        aria-label={words.sheet.keepOne(props.label)}
        onClick={() => void props.studio.mark(props.picture.id, kept() ? null : "keep")}
      >
        {kept() ? words.sheet.kept : words.sheet.keep}
      </Button>
    </li>
  );
}

export function ContactSheet(props: Props) {
  const { jobs, exports } = useServices();
  const [saving, setSaving] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const shoot = createMemo(() => shootsOf(jobs.all() ?? []).find(({ id }) => id === props.shootId));
  const byId = createMemo(() => new Map(props.studio.pictures().map((picture) => [picture.id, picture])));
  const drawnOf = (job: Job): readonly Picture[] => job.pictureIds.flatMap((id) => byId().get(id) ?? []);
  const lacking = (job: Job): number => job.request.seeds.length - job.pictureIds.length;
  const stateOf = (job: Job): string => {
    if (job.status === "running" && jobs.running()?.jobId === job.id) return words.sheet.drawing;
    return words.sheet.states[job.status];
  };
  const save = async ({ name, parts }: Shoot): Promise<void> => {
    setFailure(null);
    setSaving(true);
    const prints = parts.flatMap((job) =>
      drawnOf(job).map(({ id }, i) => ({
        pictureId: id,
        label: job.request.seeds.length > 1 ? words.sheet.print(job.shoot?.look ?? "", i + 1) : (job.shoot?.look ?? ""),
      })),
    );
    const title = words.sheet.head(props.studio.persona.name, name);
    try {
      await exports.saveSheet({ title, note: words.sheet.note(onDay(parts[0]!.createdAt), prints.length), prints });
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setSaving(false);
    }
  };
  const isStopped = () => !shoot()?.open && (shoot()?.drawn ?? 0) < (shoot()?.of ?? 0);

  return (
    <Show when={shoot()}>
      {(now) => (
        <Dialog
          open
          broad
          title={words.sheet.title(now().name)}
          onClose={() => props.onClose()}
          actions={
            <>
              <Show when={now().open}>
                <Button look="plain" icon="close" onClick={() => void jobs.cancelShoot(now().id)}>
                  {words.sheet.cancel}
                </Button>
              </Show>
              <Show when={isStopped()}>
                <Button look="primary" icon="play" onClick={() => void jobs.resumeShoot(now().id)}>
                  {words.sheet.resume(now().of - now().drawn)}
                </Button>
              </Show>
              <Button
                look="plain"
                icon="down"
                disabled={saving() || now().parts.every((job) => drawnOf(job).length === 0)}
                onClick={() => void save(now())}
              >
                {saving() ? words.sheet.saving : words.sheet.save}
              </Button>
              <Button look="quiet" onClick={() => props.onClose()}>
                {words.done}
              </Button>
            </>
          }
        >
          <Show when={failure()}>{(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}</Show>
          <Progress
            label={words.sheet.title(now().name)}
            hideLabel
            value={now().drawn}
            max={now().of}
            words={words.sheet.progress(now().drawn, now().of)}
          />
          <div
            class={styles["looks"]}
            ref={(element) => element.style.setProperty("--prints", String(now().parts[0]?.request.seeds.length ?? 1))}
          >
            <For each={now().parts}>
              {(job) => (
                <section>
                  <h3 class={styles["heading"]}>
                    {job.shoot?.look} <small class={styles["state"]}>{lacking(job) > 0 ? stateOf(job) : ""}</small>
                  </h3>
                  <ul class={styles["prints"]}>
                    <For each={drawnOf(job)}>
                      {(picture, index) => (
                        <Print
                          studio={props.studio}
                          picture={picture}
                          label={words.sheet.print(job.shoot?.look ?? "", index() + 1)}
                          onOpen={() => {
                            props.studio.show(picture.id);
                            props.onClose();
                          }}
                        />
                      )}
                    </For>
                    <For each={Array.from({ length: lacking(job) })}>
                      {() => (
                        <li class={styles["print"]} aria-hidden="true">
                          <Frame src={undefined} alt="" width={job.request.size.width} height={job.request.size.height} />
                        </li>
                      )}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          </div>
        </Dialog>
      )}
    </Show>
  );
}
